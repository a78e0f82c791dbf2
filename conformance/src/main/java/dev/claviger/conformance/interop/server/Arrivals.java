package dev.claviger.conformance.interop.server;

import static dev.claviger.conformance.interop.ByteStrings.byteString;
import static dev.claviger.conformance.interop.ByteStrings.bytes;

import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.proto.CreateGroupRequest;
import dev.claviger.conformance.interop.proto.CreateGroupResponse;
import dev.claviger.conformance.interop.proto.CreateKeyPackageRequest;
import dev.claviger.conformance.interop.proto.CreateKeyPackageResponse;
import dev.claviger.conformance.interop.proto.ExternalJoinRequest;
import dev.claviger.conformance.interop.proto.ExternalJoinResponse;
import dev.claviger.conformance.interop.proto.JoinGroupRequest;
import dev.claviger.conformance.interop.proto.JoinGroupResponse;
import dev.claviger.conformance.interop.proto.NewMemberAddProposalRequest;
import dev.claviger.conformance.interop.proto.NewMemberAddProposalResponse;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.ExternalJoinBuilder;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.MlsMessage;
import java.util.function.Function;

/** The ways into a group. Private keys are not in the answers, because nobody has them. */
final class Arrivals {
  private final Parties parties;
  private final Ids ids;

  Arrivals(Parties parties, Ids ids) {
    this.parties = parties;
    this.ids = ids;
  }

  CreateGroupResponse create(CreateGroupRequest request) {
    CipherSuite suite = parties.suite(request.getCipherSuite());
    int id =
        arrive(
            suite,
            request.getIdentity(),
            party -> {
              party.encryptHandshakes(request.getEncryptHandshake());
              GroupId groupId = new GroupId(bytes(request.getGroupId()));
              return new State(party, party.client().createGroup(groupId));
            });
    return CreateGroupResponse.newBuilder().setStateId(id).build();
  }

  CreateKeyPackageResponse keyPackage(CreateKeyPackageRequest request) {
    CreateKeyPackageResponse.Builder response = CreateKeyPackageResponse.newBuilder();
    int id =
        arrive(
            parties.suite(request.getCipherSuite()),
            request.getIdentity(),
            party -> {
              MlsMessage keyPackage = new MlsMessage(party.client().keyPackage());
              response.setKeyPackage(byteString(keyPackage.encode()));
              return new Joiner(party);
            });
    return response.setTransactionId(id).build();
  }

  NewMemberAddProposalResponse proposeSelf(NewMemberAddProposalRequest request) {
    byte[] groupInfo = request.getGroupInfo().toByteArray();
    NewMemberAddProposalResponse.Builder response = NewMemberAddProposalResponse.newBuilder();
    int id =
        arrive(
            parties.suite(GroupInfos.suite(groupInfo)),
            request.getIdentity(),
            party -> {
              response.setProposal(byteString(party.client().proposeSelf(groupInfo)));
              return new Joiner(party);
            });
    return response.setTransactionId(id).build();
  }

  JoinGroupResponse join(JoinGroupRequest request) {
    Party party = ids.get(request.getTransactionId(), Joiner.class).party();
    party.encryptHandshakes(request.getEncryptHandshake());
    MlsMessage welcome = MlsMessage.decode(bytes(request.getWelcome()));
    MlsClient client = party.client();
    Group group =
        request.getRatchetTree().isEmpty()
            ? client.join(welcome)
            : client.join(welcome, bytes(request.getRatchetTree()));
    ids.remove(request.getTransactionId());
    return JoinGroupResponse.newBuilder()
        .setStateId(ids.add(new State(party, group)))
        .setEpochAuthenticator(byteString(group.epochAuthenticator()))
        .build();
  }

  ExternalJoinResponse joinExternally(ExternalJoinRequest request) {
    byte[] groupInfo = request.getGroupInfo().toByteArray();
    CipherSuite suite = parties.suite(GroupInfos.suite(groupInfo));
    ExternalJoinResponse.Builder response = ExternalJoinResponse.newBuilder();
    int id =
        arrive(
            suite,
            request.getIdentity(),
            party -> {
              party.encryptHandshakes(request.getEncryptHandshake());
              MlsClientService.storePsks(party, request.getPsksList());
              PendingJoin join = externalCommit(party, suite, request).build();
              Group group = join.accept();
              response
                  .setCommit(byteString(join.message()))
                  .setEpochAuthenticator(byteString(group.epochAuthenticator()));
              return new State(party, group);
            });
    return response.setStateId(id).build();
  }

  private static ExternalJoinBuilder externalCommit(
      Party party, CipherSuite suite, ExternalJoinRequest request) {
    byte[] groupInfo = request.getGroupInfo().toByteArray();
    ExternalJoinBuilder builder = party.client().externalJoin(groupInfo);
    if (!request.getRatchetTree().isEmpty()) {
      builder.ratchetTree(bytes(request.getRatchetTree()));
    }
    request.getPsksList().forEach(psk -> builder.psk(bytes(psk.getPskId())));
    if (request.getRemovePrior()) {
      builder.replacing(
          Members.named(
                  party.identity(),
                  GroupInfos.follow(suite, groupInfo, bytes(request.getRatchetTree())).members())
              .index());
    }
    return builder;
  }

  /** What comes of a new client gets an id; if nothing does, its keys are destroyed. */
  private int arrive(CipherSuite suite, ByteString identity, Function<Party, Held> way) {
    Party party = parties.create(suite, bytes(identity));
    try {
      return ids.add(way.apply(party));
    } catch (RuntimeException e) {
      party.release();
      throw e;
    }
  }
}
