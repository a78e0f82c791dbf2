package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.ProposalPolicy;
import dev.claviger.mls.spi.PskSource;
import dev.claviger.mls.wire.Commit;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CustomProposal;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PreSharedKey;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.PublicMessage;
import dev.claviger.mls.wire.ReInit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Dora may propose, whom Alice's and Bob's group lists as an external sender (§12.1.8). */
class OutsideProposalsTest {
  private static final Bytes PSK = Bytes.utf8("front door");
  private static final ProposalType CUSTOM = new ProposalType(0xF00D);
  private static final ProposalType INSIDE = new ProposalType(0xF00E);
  private static final ExtensionType EXTENSION = new ExtensionType(0xF00F);
  private static final GroupId OLD = new GroupId(Bytes.utf8("old"));
  private static final GroupId NEW = new GroupId(Bytes.utf8("new"));

  private final KeyVault vault = SoftwareVault.create();
  private final VaultKey dora =
      vault.generate(KeyPurpose.SIGNATURE, TestClients.suite().signatureScheme());
  private final ExternalSenders senders =
      new ExternalSenders(
          List.of(
              new ExternalSender(dora.asSignatureKeyPair().publicKey(), Credential.basic("dora"))));
  private final MlsClient aliceClient = member("alice", ProposalPolicy.ACCEPT_ALL);
  private final Group alice = aliceClient.createGroup(OLD, List.of(senders.toExtension()));
  private final MlsClient bobClient = member("bob", ProposalPolicy.ACCEPT_ALL);
  private final Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
  private final PublicGroup service =
      PublicGroup.builder()
          .suite(TestClients.suite())
          .allowFromOutside(CUSTOM)
          .follow(alice.groupInfo(true));

  @Test
  void externalSenderAddsAndRemoves() {
    MlsClient carol = member("carol", ProposalPolicy.ACCEPT_ALL);
    propose(service.propose(dora).add(carol.keyPackage()));
    propose(service.propose(dora).remove(new LeafIndex(1)));
    PendingCommit commit = alice.commit().build();
    assertInstanceOf(Observed.NewEpoch.class, service.process(commit.message()));
    assertInstanceOf(Received.Removed.class, bob.process(commit.message()));
    commit.accept();
    Group joined = carol.join(commit.welcome().orElseThrow());
    GroupLifecycleTest.assertAgreed(alice, joined);
    assertEquals(joined.members(), service.members());
  }

  @Test
  void externalSenderInjectsPsks_externalAndOfAPastEpoch() {
    propose(service.propose(dora).psk(PSK));
    propose(service.propose(dora).resumptionPsk(alice.epoch().number()));
    List<Proposal> pending =
        bob.pendingProposals().stream().map(PendingProposal::proposal).toList();
    assertEquals(2, pending.size());
    assertTrue(pending.stream().allMatch(PreSharedKey.class::isInstance));
    PendingCommit commit = bob.commit().build();
    assertEquals(2, body(commit).proposals().size());
    follow(commit);
  }

  @Test
  void pskThatTheCommitterDoesNotHave_isLeftOut() {
    propose(service.propose(dora).psk(Bytes.utf8("back door")));
    PendingCommit commit = alice.commit().build();
    assertEquals(0, body(commit).proposals().size());
    follow(commit);
  }

  @Test
  void externalSenderChangesTheExtensions() {
    Extension extension = new Extension(EXTENSION, Bytes.utf8("x"));
    List<Extension> extensions = List.of(senders.toExtension(), extension);
    propose(service.propose(dora).extensions(extensions));
    follow(bob.commit().build());
    assertEquals(extensions, alice.epoch().context().extensions());
    Refusals.assertRefused(
        Rule.LEAF_SUPPORTS_GROUP_EXTENSIONS,
        () ->
            service
                .propose(dora)
                .extensions(List.of(new Extension(new ExtensionType(0xF0F0), Bytes.empty()))));
  }

  @Test
  void externalSenderSendsCustomTypes_thatTheApplicationAllows() {
    byte[] message =
        service
            .propose(dora)
            .authenticatedData(Bytes.utf8("why"))
            .custom(CUSTOM, Bytes.utf8("content"));
    service.process(message);
    bob.process(message);
    Received.ProposalQueued queued =
        assertInstanceOf(Received.ProposalQueued.class, alice.process(message));
    assertEquals(new CustomProposal(CUSTOM, Bytes.utf8("content")), queued.proposal());
    assertEquals(Bytes.utf8("why"), queued.authenticatedData());
    assertEquals(new Proposer.Outsider(0, senders.senders().get(0)), queued.sender());
    follow(bob.commit().build());
    Refusals.assertRefused(
        Rule.EXTERNAL_PROPOSAL_TYPE_IS_ALLOWED,
        () -> service.propose(dora).custom(INSIDE, Bytes.empty()));
    follow(alice.commit().custom(INSIDE, Bytes.empty()).build());
  }

  @Test
  void customTypeThatThisMemberDoesNotAllow_isRefused() {
    Group carol =
        TestClients.add(
                alice,
                List.of(bob),
                TestClients.builder(TestClients.suite(), "carol", SoftwareVault.create())
                    .supports(EXTENSION)
                    .supports(CUSTOM)
                    .supports(INSIDE)
                    .build())
            .get(0);
    PublicGroup again =
        PublicGroup.builder()
            .suite(TestClients.suite())
            .allowFromOutside(CUSTOM)
            .follow(alice.groupInfo(true));
    byte[] message = again.propose(dora).custom(CUSTOM, Bytes.empty());
    bob.process(message);
    Refusals.assertRefused(Rule.EXTERNAL_PROPOSAL_TYPE_IS_ALLOWED, () -> carol.process(message));
  }

  @Test
  void externalSenderReplacesTheGroup_allTheWay() {
    propose(service.propose(dora).reInit(NEW, TestClients.suite().id(), List.of()));
    PendingCommit commit = alice.commit().build();
    Observed.NewEpoch seen =
        assertInstanceOf(Observed.NewEpoch.class, service.process(commit.message()));
    assertEquals(NEW, seen.changes().reInit().orElseThrow().groupId());
    Received.ReInit forBob = assertInstanceOf(Received.ReInit.class, bob.process(commit.message()));
    commit.accept();
    assertEquals(forBob.group().reInit(), service.suspendedBy().orElseThrow());
    NewGroup created =
        alice.suspended().orElseThrow().create(aliceClient, List.of(bobClient.keyPackage()));
    Group joined = forBob.group().join(bobClient, created.welcomes().get(0));
    GroupLifecycleTest.assertAgreed(created.group(), joined);
    assertEquals(NEW, joined.groupId());
  }

  @Test
  void serviceOfASuspendedGroup_takesInAndMakesNothing() {
    PendingCommit other = bob.commit().build();
    PendingCommit commit = alice.commit().reInit(NEW, TestClients.suite().id(), List.of()).build();
    service.process(commit.message());
    Refusals.assertRefused(Rule.GROUP_IS_NOT_SUSPENDED, () -> service.process(other.message()));
    Refusals.assertRefused(Rule.GROUP_IS_NOT_SUSPENDED, () -> service.process(commit.message()));
    Refusals.assertRefused(
        Rule.GROUP_IS_NOT_SUSPENDED, () -> service.propose(dora).remove(new LeafIndex(1)));
    Refusals.assertRefused(
        Rule.GROUP_IS_NOT_SUSPENDED, () -> service.check(bobClient.keyPackage()));
    assertEquals(commit.next().context(), service.context());
  }

  @Test
  void reInitToAVersionThatNobodyHas_isNotCommitted() {
    ReInit future = new ReInit(NEW, new ProtocolVersion(2), TestClients.suite().id(), List.of());
    Refusals.assertRefused(Rule.REINIT_VERSION_IS_SUPPORTED, () -> service.propose(future, dora));
  }

  @Test
  void policyMayRejectWhoAsksToBeAdded() {
    MlsClient picky = member("picky", OutsideProposalsTest::noApplicants);
    Group group = picky.createGroup();
    MlsClient eve = TestClients.client("eve");
    byte[] application = eve.proposeSelf(group.groupInfo(false));
    Refusals.assertRefused(Rule.PROPOSAL_IS_ALLOWED, () -> group.process(application));
    assertEquals(List.of(), group.pendingProposals());
    group.commit().add(eve.keyPackage()).build().accept();
    assertEquals(2, group.members().size());
  }

  private static Commit body(PendingCommit commit) {
    MlsMessage message = MlsMessage.decode(Bytes.copyOf(commit.message()));
    return (Commit) ((PublicMessage) message.body()).content().content();
  }

  private static ProposalPolicy.Decision noApplicants(ProposalPolicy.Considered considered) {
    return considered.sender() instanceof dev.claviger.mls.wire.Sender.NewMemberProposal
        ? ProposalPolicy.Decision.REJECT
        : ProposalPolicy.Decision.ACCEPT;
  }

  private void propose(byte[] message) {
    service.process(message);
    alice.process(message);
    bob.process(message);
  }

  /** Both members and the service enter the epoch that one of the members makes. */
  private void follow(PendingCommit commit) {
    service.process(commit.message());
    alice.process(commit.message());
    bob.process(commit.message());
    GroupLifecycleTest.assertAgreed(alice, bob);
    assertEquals(alice.epoch().context(), service.context());
  }

  private static MlsClient member(String name, ProposalPolicy policy) {
    PskSource psks =
        id ->
            id.equals(PSK)
                ? Optional.of(Secret.copyOf(Bytes.utf8("key of the front door")))
                : Optional.empty();
    return TestClients.builder(TestClients.suite(), name, SoftwareVault.create())
        .publicHandshakes()
        .proposals(policy)
        .psks(psks)
        .supports(EXTENSION)
        .supports(CUSTOM)
        .supports(INSIDE)
        .allowFromOutside(CUSTOM)
        .build();
  }
}
