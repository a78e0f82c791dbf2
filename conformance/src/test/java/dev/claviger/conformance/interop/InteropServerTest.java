package dev.claviger.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.claviger.conformance.interop.proto.AddProposalRequest;
import dev.claviger.conformance.interop.proto.CommitRequest;
import dev.claviger.conformance.interop.proto.CommitResponse;
import dev.claviger.conformance.interop.proto.CreateExternalSignerRequest;
import dev.claviger.conformance.interop.proto.CreateGroupRequest;
import dev.claviger.conformance.interop.proto.CreateKeyPackageRequest;
import dev.claviger.conformance.interop.proto.CreateKeyPackageResponse;
import dev.claviger.conformance.interop.proto.ExternalJoinRequest;
import dev.claviger.conformance.interop.proto.ExternalSignerProposalRequest;
import dev.claviger.conformance.interop.proto.FreeRequest;
import dev.claviger.conformance.interop.proto.GroupInfoRequest;
import dev.claviger.conformance.interop.proto.HandleBranchRequest;
import dev.claviger.conformance.interop.proto.HandleCommitRequest;
import dev.claviger.conformance.interop.proto.HandlePendingCommitRequest;
import dev.claviger.conformance.interop.proto.HandleReInitWelcomeRequest;
import dev.claviger.conformance.interop.proto.JoinGroupRequest;
import dev.claviger.conformance.interop.proto.MLSClientGrpc;
import dev.claviger.conformance.interop.proto.MLSClientGrpc.MLSClientBlockingStub;
import dev.claviger.conformance.interop.proto.NameRequest;
import dev.claviger.conformance.interop.proto.NewMemberAddProposalRequest;
import dev.claviger.conformance.interop.proto.NewMemberAddProposalResponse;
import dev.claviger.conformance.interop.proto.ProposalDescription;
import dev.claviger.conformance.interop.proto.ProtectRequest;
import dev.claviger.conformance.interop.proto.ReInitWelcomeRequest;
import dev.claviger.conformance.interop.proto.RemoveProposalRequest;
import dev.claviger.conformance.interop.proto.StateAuthRequest;
import dev.claviger.conformance.interop.proto.StorePSKRequest;
import dev.claviger.conformance.interop.proto.UnprotectRequest;
import dev.claviger.crypto.key.KeyPurpose;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server of the harness by itself: what it refuses, what it frees, what it does not tell. */
final class InteropServerTest {
  private static final ByteString RUBBISH = ByteString.copyFromUtf8("rubbish");

  private final OwnServer server = OwnServer.software();
  private final ManagedChannel channel =
      Grpc.newChannelBuilder(server.address(), InsecureChannelCredentials.create()).build();
  private MLSClientBlockingStub stub;

  @BeforeEach
  void connect() {
    stub = MLSClientGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws InterruptedException {
    channel.shutdownNow();
    assertTrue(channel.awaitTermination(10, TimeUnit.SECONDS));
    server.close();
  }

  @Test
  void privateKeys_areNotInTheAnswers() {
    int alice = create("alice");
    CreateKeyPackageResponse bob = keyPackage("bob");
    assertEquals(0, bob.getInitPriv().size());
    assertEquals(0, bob.getEncryptionPriv().size());
    assertEquals(0, bob.getSignaturePriv().size());
    NewMemberAddProposalResponse carol =
        stub.newMemberAddProposal(
            NewMemberAddProposalRequest.newBuilder()
                .setGroupInfo(groupInfo(alice))
                .setIdentity(ByteString.copyFromUtf8("carol"))
                .build());
    assertEquals(0, carol.getInitPriv().size());
    assertEquals(0, carol.getEncryptionPriv().size());
    assertEquals(0, carol.getSignaturePriv().size());
  }

  @Test
  void free_destroysTheKeysOfWhatItNames_andOfNothingElse() {
    assertKeys(0, 0, 0);
    int alice = create("alice");
    assertKeys(1, 1, 0);
    CreateKeyPackageResponse bob = keyPackage("bob");
    assertKeys(2, 2, 1);
    CreateKeyPackageResponse unused = keyPackage("unused");
    assertKeys(3, 3, 2);
    int signer =
        stub.createExternalSigner(
                CreateExternalSignerRequest.newBuilder().setCipherSuite(1).build())
            .getSignerId();
    assertKeys(4, 3, 2);
    int joined = add(alice, bob);
    assertKeys(4, 3, 1);
    free(unused.getTransactionId());
    assertKeys(3, 2, 0);
    free(signer);
    assertKeys(2, 2, 0);
    free(alice);
    assertKeys(1, 1, 0);
    stub.stateAuth(StateAuthRequest.newBuilder().setStateId(joined).build());
    free(joined);
    assertKeys(0, 0, 0);
    assertEquals(0, server.server().held());
    assertRefused(Status.Code.NOT_FOUND, "", () -> free(joined));
  }

  @Test
  void idsOfNothing_andOfThingsOfAnotherKind_areNotFound() {
    int alice = create("alice");
    int bob = keyPackage("bob").getTransactionId();
    for (int id : new int[] {0, 4711, -1, bob}) {
      assertNotFound(() -> groupInfo(id));
      assertNotFound(() -> stub.stateAuth(StateAuthRequest.newBuilder().setStateId(id).build()));
      assertNotFound(() -> stub.protect(ProtectRequest.newBuilder().setStateId(id).build()));
      assertNotFound(() -> stub.commit(CommitRequest.newBuilder().setStateId(id).build()));
      assertNotFound(
          () -> stub.handleCommit(HandleCommitRequest.newBuilder().setStateId(id).build()));
      assertNotFound(
          () -> stub.reInitWelcome(ReInitWelcomeRequest.newBuilder().setReinitId(id).build()));
      assertNotFound(
          () ->
              stub.handleReInitWelcome(
                  HandleReInitWelcomeRequest.newBuilder().setReinitId(id).build()));
      assertNotFound(
          () ->
              stub.externalSignerProposal(
                  ExternalSignerProposalRequest.newBuilder().setSignerId(id).build()));
      assertNotFound(
          () ->
              stub.handleBranch(
                  HandleBranchRequest.newBuilder().setStateId(id).setTransactionId(bob).build()));
    }
    assertNotFound(
        () -> stub.joinGroup(JoinGroupRequest.newBuilder().setTransactionId(alice).build()));
    assertNotFound(
        () -> stub.storePSK(StorePSKRequest.newBuilder().setStateOrTransactionId(99).build()));
    assertServes();
  }

  @Test
  void badInput_isRefusedByTheNameOfItsRule_andLeavesNothingBehind() {
    int alice = create("alice");
    int bob = keyPackage("bob").getTransactionId();
    int held = server.server().held();
    int keys = server.vault().list().size();
    assertInvalid("VERSION_IS_KNOWN", () -> addProposal(alice, RUBBISH));
    assertInvalid("MESSAGE_IS_OF_THIS_KIND", () -> addProposal(alice, groupInfo(alice)));
    assertInvalid(
        "MESSAGE_IS_OF_THIS_KIND",
        () ->
            stub.joinGroup(
                JoinGroupRequest.newBuilder()
                    .setTransactionId(bob)
                    .setWelcome(groupInfo(alice))
                    .build()));
    assertInvalid(
        "VERSION_IS_KNOWN",
        () -> stub.externalJoin(ExternalJoinRequest.newBuilder().setGroupInfo(RUBBISH).build()));
    assertInvalid(
        "",
        () ->
            stub.externalJoin(
                ExternalJoinRequest.newBuilder()
                    .setGroupInfo(groupInfo(alice))
                    .setIdentity(ByteString.copyFromUtf8("nobody"))
                    .setRemovePrior(true)
                    .build()));
    assertInvalid(
        "",
        () ->
            stub.unprotect(
                UnprotectRequest.newBuilder().setStateId(alice).setCiphertext(RUBBISH).build()));
    assertInvalid(
        "",
        () ->
            stub.removeProposal(
                RemoveProposalRequest.newBuilder()
                    .setStateId(alice)
                    .setRemovedId(ByteString.copyFromUtf8("nobody"))
                    .build()));
    assertInvalid("", () -> commit(alice, "nonsense"));
    assertInvalid("", () -> commit(alice, "add"));
    for (int suite : new int[] {0, 8, 0xFFFF, 0x10000, -1}) {
      assertInvalid(
          "",
          () -> stub.createGroup(CreateGroupRequest.newBuilder().setCipherSuite(suite).build()));
      assertInvalid(
          "",
          () ->
              stub.createKeyPackage(
                  CreateKeyPackageRequest.newBuilder().setCipherSuite(suite).build()));
    }
    assertRefused(
        Status.Code.FAILED_PRECONDITION,
        "",
        () ->
            stub.handlePendingCommit(
                HandlePendingCommitRequest.newBuilder().setStateId(alice).build()));
    assertEquals(held, server.server().held());
    assertEquals(keys, server.vault().list().size());
    assertServes();
  }

  @Test
  void manyClientsAtOnce_doNotDisturbEachOther() {
    List<Integer> sizes =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i -> {
                  int alice = create("alice" + i);
                  int bob = add(alice, keyPackage("bob" + i));
                  ByteString text = ByteString.copyFromUtf8("hello " + i);
                  ByteString message =
                      stub.protect(
                              ProtectRequest.newBuilder()
                                  .setStateId(alice)
                                  .setPlaintext(text)
                                  .build())
                          .getCiphertext();
                  assertEquals(
                      text,
                      stub.unprotect(
                              UnprotectRequest.newBuilder()
                                  .setStateId(bob)
                                  .setCiphertext(message)
                                  .build())
                          .getPlaintext());
                  free(alice);
                  free(bob);
                  return i;
                })
            .toList();
    assertEquals(16, sizes.size());
    assertKeys(0, 0, 0);
  }

  @Test
  void close_freesWhatNobodyFreed() {
    create("alice");
    keyPackage("bob");
    server.server().close();
    assertKeys(0, 0, 0);
  }

  private int create(String identity) {
    return stub.createGroup(
            CreateGroupRequest.newBuilder()
                .setCipherSuite(1)
                .setGroupId(ByteString.copyFromUtf8("group of " + identity))
                .setIdentity(ByteString.copyFromUtf8(identity))
                .build())
        .getStateId();
  }

  private CreateKeyPackageResponse keyPackage(String identity) {
    return stub.createKeyPackage(
        CreateKeyPackageRequest.newBuilder()
            .setCipherSuite(1)
            .setIdentity(ByteString.copyFromUtf8(identity))
            .build());
  }

  private int add(int member, CreateKeyPackageResponse joiner) {
    CommitResponse commit =
        stub.commit(
            CommitRequest.newBuilder()
                .setStateId(member)
                .addByReference(addProposal(member, joiner.getKeyPackage()))
                .build());
    stub.handlePendingCommit(HandlePendingCommitRequest.newBuilder().setStateId(member).build());
    return stub.joinGroup(
            JoinGroupRequest.newBuilder()
                .setTransactionId(joiner.getTransactionId())
                .setWelcome(commit.getWelcome())
                .build())
        .getStateId();
  }

  private ByteString addProposal(int member, ByteString keyPackage) {
    return stub.addProposal(
            AddProposalRequest.newBuilder().setStateId(member).setKeyPackage(keyPackage).build())
        .getProposal();
  }

  private CommitResponse commit(int member, String proposalType) {
    return stub.commit(
        CommitRequest.newBuilder()
            .setStateId(member)
            .addByValue(
                ProposalDescription.newBuilder()
                    .setProposalType(ByteString.copyFromUtf8(proposalType)))
            .build());
  }

  private ByteString groupInfo(int member) {
    return stub.groupInfo(GroupInfoRequest.newBuilder().setStateId(member).build()).getGroupInfo();
  }

  private Object free(int id) {
    return stub.free(FreeRequest.newBuilder().setStateId(id).build());
  }

  private void assertKeys(int signature, int leaf, int init) {
    assertEquals(
        List.of(signature, leaf, init),
        List.of(count(KeyPurpose.SIGNATURE), count(KeyPurpose.LEAF), count(KeyPurpose.INIT)));
  }

  private int count(KeyPurpose purpose) {
    return (int) server.vault().list().stream().filter(key -> key.purpose() == purpose).count();
  }

  private void assertServes() {
    assertTrue(stub.name(NameRequest.getDefaultInstance()).getName().startsWith("Claviger"));
  }

  private static void assertNotFound(Supplier<?> call) {
    assertRefused(Status.Code.NOT_FOUND, "", call);
  }

  private static void assertInvalid(String rule, Supplier<?> call) {
    assertRefused(Status.Code.INVALID_ARGUMENT, rule, call);
  }

  private static void assertRefused(Status.Code code, String begins, Supplier<?> call) {
    Status status = assertThrows(StatusRuntimeException.class, call::get).getStatus();
    assertEquals(code, status.getCode(), status::toString);
    assertTrue(status.getDescription().startsWith(begins), status::toString);
  }
}
