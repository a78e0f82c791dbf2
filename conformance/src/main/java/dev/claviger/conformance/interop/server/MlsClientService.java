package dev.claviger.conformance.interop.server;

import static dev.claviger.conformance.interop.ByteStrings.byteString;
import static dev.claviger.conformance.interop.ByteStrings.bytes;

import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.ByteStrings;
import dev.claviger.conformance.interop.proto.AddExternalSignerRequest;
import dev.claviger.conformance.interop.proto.AddProposalRequest;
import dev.claviger.conformance.interop.proto.CommitRequest;
import dev.claviger.conformance.interop.proto.CommitResponse;
import dev.claviger.conformance.interop.proto.CreateBranchRequest;
import dev.claviger.conformance.interop.proto.CreateExternalSignerRequest;
import dev.claviger.conformance.interop.proto.CreateExternalSignerResponse;
import dev.claviger.conformance.interop.proto.CreateGroupRequest;
import dev.claviger.conformance.interop.proto.CreateGroupResponse;
import dev.claviger.conformance.interop.proto.CreateKeyPackageRequest;
import dev.claviger.conformance.interop.proto.CreateKeyPackageResponse;
import dev.claviger.conformance.interop.proto.CreateSubgroupResponse;
import dev.claviger.conformance.interop.proto.ExportRequest;
import dev.claviger.conformance.interop.proto.ExportResponse;
import dev.claviger.conformance.interop.proto.ExternalJoinRequest;
import dev.claviger.conformance.interop.proto.ExternalJoinResponse;
import dev.claviger.conformance.interop.proto.ExternalPSKProposalRequest;
import dev.claviger.conformance.interop.proto.ExternalSignerProposalRequest;
import dev.claviger.conformance.interop.proto.FreeRequest;
import dev.claviger.conformance.interop.proto.FreeResponse;
import dev.claviger.conformance.interop.proto.GroupContextExtensionsProposalRequest;
import dev.claviger.conformance.interop.proto.GroupInfoRequest;
import dev.claviger.conformance.interop.proto.GroupInfoResponse;
import dev.claviger.conformance.interop.proto.HandleBranchRequest;
import dev.claviger.conformance.interop.proto.HandleBranchResponse;
import dev.claviger.conformance.interop.proto.HandleCommitRequest;
import dev.claviger.conformance.interop.proto.HandleCommitResponse;
import dev.claviger.conformance.interop.proto.HandlePendingCommitRequest;
import dev.claviger.conformance.interop.proto.HandleReInitCommitResponse;
import dev.claviger.conformance.interop.proto.HandleReInitWelcomeRequest;
import dev.claviger.conformance.interop.proto.JoinGroupRequest;
import dev.claviger.conformance.interop.proto.JoinGroupResponse;
import dev.claviger.conformance.interop.proto.MLSClientGrpc;
import dev.claviger.conformance.interop.proto.NameRequest;
import dev.claviger.conformance.interop.proto.NameResponse;
import dev.claviger.conformance.interop.proto.NewMemberAddProposalRequest;
import dev.claviger.conformance.interop.proto.NewMemberAddProposalResponse;
import dev.claviger.conformance.interop.proto.PreSharedKey;
import dev.claviger.conformance.interop.proto.ProposalResponse;
import dev.claviger.conformance.interop.proto.ProtectRequest;
import dev.claviger.conformance.interop.proto.ProtectResponse;
import dev.claviger.conformance.interop.proto.ReInitProposalRequest;
import dev.claviger.conformance.interop.proto.ReInitWelcomeRequest;
import dev.claviger.conformance.interop.proto.RemoveProposalRequest;
import dev.claviger.conformance.interop.proto.ResumptionPSKProposalRequest;
import dev.claviger.conformance.interop.proto.StateAuthRequest;
import dev.claviger.conformance.interop.proto.StateAuthResponse;
import dev.claviger.conformance.interop.proto.StorePSKRequest;
import dev.claviger.conformance.interop.proto.StorePSKResponse;
import dev.claviger.conformance.interop.proto.SupportedCiphersuitesRequest;
import dev.claviger.conformance.interop.proto.SupportedCiphersuitesResponse;
import dev.claviger.conformance.interop.proto.UnprotectRequest;
import dev.claviger.conformance.interop.proto.UnprotectResponse;
import dev.claviger.conformance.interop.proto.UpdateProposalRequest;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.Group;
import dev.claviger.mls.Member;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.ProposalBuilder;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.GroupId;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** The calls of the harness, each on the object that its id stands for. */
final class MlsClientService extends MLSClientGrpc.MLSClientImplBase {
  private final Parties parties;
  private final Ids ids = new Ids();
  private final Arrivals arrivals;
  private final NewGroups newGroups;
  private final Outsiders outsiders;

  MlsClientService(Parties parties) {
    this.parties = parties;
    this.arrivals = new Arrivals(parties, ids);
    this.newGroups = new NewGroups(parties, ids);
    this.outsiders = new Outsiders(parties, ids);
  }

  Ids ids() {
    return ids;
  }

  @Override
  public void name(NameRequest request, StreamObserver<NameResponse> to) {
    String name = "Claviger on " + parties.vault().name();
    Answers.to(to, () -> NameResponse.newBuilder().setName(name).build());
  }

  @Override
  public void supportedCiphersuites(
      SupportedCiphersuitesRequest request, StreamObserver<SupportedCiphersuitesResponse> to) {
    Answers.to(
        to,
        () ->
            SupportedCiphersuitesResponse.newBuilder()
                .addAllCiphersuites(parties.suites().stream().map(CipherSuiteId::value).toList())
                .build());
  }

  @Override
  public void createGroup(CreateGroupRequest request, StreamObserver<CreateGroupResponse> to) {
    Answers.to(to, () -> arrivals.create(request));
  }

  @Override
  public void createKeyPackage(
      CreateKeyPackageRequest request, StreamObserver<CreateKeyPackageResponse> to) {
    Answers.to(to, () -> arrivals.keyPackage(request));
  }

  @Override
  public void joinGroup(JoinGroupRequest request, StreamObserver<JoinGroupResponse> to) {
    Answers.to(to, () -> arrivals.join(request));
  }

  @Override
  public void externalJoin(ExternalJoinRequest request, StreamObserver<ExternalJoinResponse> to) {
    Answers.to(to, () -> arrivals.joinExternally(request));
  }

  @Override
  public void newMemberAddProposal(
      NewMemberAddProposalRequest request, StreamObserver<NewMemberAddProposalResponse> to) {
    Answers.to(to, () -> arrivals.proposeSelf(request));
  }

  @Override
  public void groupInfo(GroupInfoRequest request, StreamObserver<GroupInfoResponse> to) {
    Answers.to(
        to,
        () -> {
          Group group = group(request.getStateId());
          boolean beside = request.getExternalTree();
          return GroupInfoResponse.newBuilder()
              .setGroupInfo(byteString(group.groupInfo(!beside)))
              .setRatchetTree(byteString(beside ? group.ratchetTree() : Bytes.empty()))
              .build();
        });
  }

  @Override
  public void stateAuth(StateAuthRequest request, StreamObserver<StateAuthResponse> to) {
    Answers.to(
        to,
        () ->
            StateAuthResponse.newBuilder()
                .setStateAuthSecret(byteString(group(request.getStateId()).epochAuthenticator()))
                .build());
  }

  @Override
  public void export(ExportRequest request, StreamObserver<ExportResponse> to) {
    Answers.to(
        to,
        () -> {
          Group group = group(request.getStateId());
          try (Secret secret =
              group.export(
                  request.getLabel(), bytes(request.getContext()), request.getKeyLength())) {
            return ExportResponse.newBuilder()
                .setExportedSecret(byteString(secret.expose()))
                .build();
          }
        });
  }

  @Override
  public void protect(ProtectRequest request, StreamObserver<ProtectResponse> to) {
    Answers.to(
        to,
        () -> {
          byte[] message =
              group(request.getStateId())
                  .protect(bytes(request.getPlaintext()), bytes(request.getAuthenticatedData()));
          return ProtectResponse.newBuilder().setCiphertext(byteString(message)).build();
        });
  }

  @Override
  public void unprotect(UnprotectRequest request, StreamObserver<UnprotectResponse> to) {
    Answers.to(
        to,
        () -> {
          Received received =
              group(request.getStateId()).process(request.getCiphertext().toByteArray());
          if (received instanceof Received.Application application) {
            return UnprotectResponse.newBuilder()
                .setAuthenticatedData(byteString(application.authenticatedData()))
                .setPlaintext(byteString(application.data()))
                .build();
          }
          throw new IllegalArgumentException("no application data: " + received);
        });
  }

  @Override
  public void storePSK(StorePSKRequest request, StreamObserver<StorePSKResponse> to) {
    Answers.to(
        to,
        () -> {
          party(request.getStateOrTransactionId())
              .storePsk(bytes(request.getPskId()), secret(request.getPskSecret()));
          return StorePSKResponse.getDefaultInstance();
        });
  }

  @Override
  public void addProposal(AddProposalRequest request, StreamObserver<ProposalResponse> to) {
    byte[] keyPackage = request.getKeyPackage().toByteArray();
    propose(request.getStateId(), to, (group, proposal) -> proposal.add(keyPackage));
  }

  @Override
  public void updateProposal(UpdateProposalRequest request, StreamObserver<ProposalResponse> to) {
    propose(request.getStateId(), to, (group, proposal) -> proposal.update());
  }

  @Override
  public void removeProposal(RemoveProposalRequest request, StreamObserver<ProposalResponse> to) {
    Bytes identity = bytes(request.getRemovedId());
    propose(
        request.getStateId(),
        to,
        (group, proposal) -> proposal.remove(Members.named(identity, group.members())));
  }

  @Override
  public void externalPSKProposal(
      ExternalPSKProposalRequest request, StreamObserver<ProposalResponse> to) {
    propose(request.getStateId(), to, (group, proposal) -> proposal.psk(bytes(request.getPskId())));
  }

  @Override
  public void resumptionPSKProposal(
      ResumptionPSKProposalRequest request, StreamObserver<ProposalResponse> to) {
    propose(
        request.getStateId(),
        to,
        (group, proposal) -> proposal.resumptionPsk(request.getEpochId()));
  }

  @Override
  public void groupContextExtensionsProposal(
      GroupContextExtensionsProposalRequest request, StreamObserver<ProposalResponse> to) {
    propose(
        request.getStateId(),
        to,
        (group, proposal) ->
            proposal.extensions(Descriptions.extensions(request.getExtensionsList())));
  }

  @Override
  public void reInitProposal(ReInitProposalRequest request, StreamObserver<ProposalResponse> to) {
    propose(
        request.getStateId(),
        to,
        (group, proposal) ->
            proposal.reInit(
                new GroupId(bytes(request.getGroupId())),
                new CipherSuiteId(request.getCipherSuite()),
                Descriptions.extensions(request.getExtensionsList())));
  }

  @Override
  public void addExternalSigner(
      AddExternalSignerRequest request, StreamObserver<ProposalResponse> to) {
    propose(
        request.getStateId(),
        to,
        (group, proposal) ->
            proposal.extensions(Outsiders.withSender(group, bytes(request.getExternalSender()))));
  }

  @Override
  public void commit(CommitRequest request, StreamObserver<CommitResponse> to) {
    Answers.to(to, () -> commit(request));
  }

  @Override
  public void handleCommit(HandleCommitRequest request, StreamObserver<HandleCommitResponse> to) {
    Answers.to(
        to,
        () -> {
          State state = state(request.getStateId());
          Received received =
              state.follow(
                  request.getProposalList().stream().map(ByteStrings::bytes).toList(),
                  bytes(request.getCommit()));
          return HandleCommitResponse.newBuilder()
              .setStateId(request.getStateId())
              .setEpochAuthenticator(byteString(authenticator(received)))
              .build();
        });
  }

  @Override
  public void handlePendingCommit(
      HandlePendingCommitRequest request, StreamObserver<HandleCommitResponse> to) {
    Answers.to(
        to,
        () -> {
          State state = state(request.getStateId());
          state.acceptPending();
          return HandleCommitResponse.newBuilder()
              .setStateId(request.getStateId())
              .setEpochAuthenticator(byteString(state.group().epochAuthenticator()))
              .build();
        });
  }

  @Override
  public void reInitCommit(CommitRequest request, StreamObserver<CommitResponse> to) {
    Answers.to(to, () -> commit(request));
  }

  @Override
  public void handleReInitCommit(
      HandleCommitRequest request, StreamObserver<HandleReInitCommitResponse> to) {
    Answers.to(
        to,
        () -> {
          state(request.getStateId())
              .follow(
                  request.getProposalList().stream().map(ByteStrings::bytes).toList(),
                  bytes(request.getCommit()));
          return newGroups.suspended(request.getStateId());
        });
  }

  @Override
  public void handlePendingReInitCommit(
      HandlePendingCommitRequest request, StreamObserver<HandleReInitCommitResponse> to) {
    Answers.to(
        to,
        () -> {
          state(request.getStateId()).acceptPending();
          return newGroups.suspended(request.getStateId());
        });
  }

  @Override
  public void reInitWelcome(
      ReInitWelcomeRequest request, StreamObserver<CreateSubgroupResponse> to) {
    Answers.to(to, () -> newGroups.reinitialize(request));
  }

  @Override
  public void handleReInitWelcome(
      HandleReInitWelcomeRequest request, StreamObserver<JoinGroupResponse> to) {
    Answers.to(to, () -> newGroups.joinReinitialized(request));
  }

  @Override
  public void createBranch(CreateBranchRequest request, StreamObserver<CreateSubgroupResponse> to) {
    Answers.to(to, () -> newGroups.branch(request));
  }

  @Override
  public void handleBranch(HandleBranchRequest request, StreamObserver<HandleBranchResponse> to) {
    Answers.to(to, () -> newGroups.joinBranch(request));
  }

  @Override
  public void createExternalSigner(
      CreateExternalSignerRequest request, StreamObserver<CreateExternalSignerResponse> to) {
    Answers.to(to, () -> outsiders.create(request));
  }

  @Override
  public void externalSignerProposal(
      ExternalSignerProposalRequest request, StreamObserver<ProposalResponse> to) {
    Answers.to(to, () -> proposal(outsiders.propose(request)));
  }

  @Override
  public void free(FreeRequest request, StreamObserver<FreeResponse> to) {
    Answers.to(
        to,
        () -> {
          ids.free(request.getStateId());
          return FreeResponse.getDefaultInstance();
        });
  }

  /** Makes a proposal of a member. */
  private interface Proposing {
    byte[] make(Group group, ProposalBuilder proposal);
  }

  private void propose(int stateId, StreamObserver<ProposalResponse> to, Proposing proposing) {
    Answers.to(
        to,
        () -> {
          Group group = group(stateId);
          return proposal(proposing.make(group, group.propose()));
        });
  }

  private static ProposalResponse proposal(byte[] message) {
    return ProposalResponse.newBuilder().setProposal(byteString(message)).build();
  }

  private CommitResponse commit(CommitRequest request) {
    State state = state(request.getStateId());
    List<Member> members = state.group().members();
    PendingCommit commit =
        state.commit(
            request.getByReferenceList().stream().map(ByteStrings::bytes).toList(),
            builder -> {
              request
                  .getByValueList()
                  .forEach(asked -> Descriptions.addTo(builder, asked, members));
              if (request.getForcePath()) {
                builder.update();
              }
              if (request.getExternalTree()) {
                builder.treeBeside();
              }
            });
    // The harness is a Delivery Service that takes Commit and Welcome in one.
    ByteString welcome =
        commit.bundledWelcomes().stream()
            .findFirst()
            .map(ByteStrings::byteString)
            .orElse(ByteString.EMPTY);
    return CommitResponse.newBuilder()
        .setCommit(byteString(commit.message()))
        .setWelcome(welcome)
        .setRatchetTree(
            byteString(request.getExternalTree() ? commit.ratchetTree() : Bytes.empty()))
        .build();
  }

  /** Empty if we were removed. */
  private static Bytes authenticator(Received received) {
    if (received instanceof Received.NewEpoch entered) {
      return entered.epoch().authenticator();
    }
    if (received instanceof Received.ReInit last) {
      return last.epoch().authenticator();
    }
    if (received instanceof Received.Removed) {
      return Bytes.empty();
    }
    throw new IllegalArgumentException("no Commit: " + received);
  }

  static Secret secret(ByteString value) {
    return Secret.wrap(value.toByteArray());
  }

  static void storePsks(Party party, List<PreSharedKey> psks) {
    psks.forEach(psk -> party.storePsk(bytes(psk.getPskId()), secret(psk.getPskSecret())));
  }

  private State state(int id) {
    return ids.get(id, State.class);
  }

  private Group group(int stateId) {
    return state(stateId).group();
  }

  private Party party(int id) {
    Held held = ids.get(id, Held.class);
    if (held instanceof State state) {
      return state.party();
    }
    if (held instanceof Joiner joiner) {
      return joiner.party();
    }
    if (held instanceof Reinitialization reinitialization) {
      return reinitialization.party();
    }
    throw new UnknownIdException("state or transaction", id);
  }
}
