package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.Add;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.ExternalInit;
import dev.claviger.mls.wire.ExternalSender;
import dev.claviger.mls.wire.ExternalSenders;
import dev.claviger.mls.wire.GroupContextExtensions;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Remove;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicGroupTest {
  private final KeyVault vault = SoftwareVault.create();
  private final VaultKey dora =
      vault.generate(KeyPurpose.SIGNATURE, TestClients.suite().signatureScheme());

  static Stream<CipherSuite> suites() {
    return TestClients.suites().stream();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void deliveryServiceFollowsJoinsCommitsAndRemovals_inEverySuite(CipherSuite suite) {
    Group alice = open(suite, "alice").createGroup();
    PublicGroup service = follow(suite, alice);
    PendingCommit add = alice.commit().add(open(suite, "bob").keyPackage()).update().build();
    seen(service, add.message(), add.accept());
    PendingJoin join =
        open(suite, "carol").joinExternally(alice.groupInfo(false), service.ratchetTree());
    alice.process(join.message());
    Group carol = join.accept();
    seen(service, join.message(), carol);
    PendingCommit removal = carol.commit().remove(new LeafIndex(1)).build();
    alice.process(removal.message());
    seen(service, removal.message(), removal.accept());
    assertEquals(alice.members(), service.members());
  }

  @Test
  void externalSenderProposesAllItMay_andMembersCommitIt() {
    Group alice = listing();
    TestClients.add(alice, List.of(), TestClients.client("bob"));
    PublicGroup service = follow(TestClients.suite(), alice);
    MlsClient carol = TestClients.client("carol");
    for (Proposal proposal :
        List.of(
            new Add(carol.keyPackage()),
            new Remove(new LeafIndex(1)),
            new GroupContextExtensions(service.context().extensions()))) {
      byte[] message = service.propose(proposal, dora);
      assertInstanceOf(
          Proposer.Outsider.class,
          assertInstanceOf(Observed.Proposed.class, service.process(message)).sender());
      Received.ProposalQueued queued =
          assertInstanceOf(Received.ProposalQueued.class, alice.process(message));
      assertEquals(proposal, queued.proposal());
    }
    PendingCommit commit = alice.commit().build();
    seen(service, commit.message(), commit.accept());
    GroupLifecycleTest.assertAgreed(alice, carol.join(commit.welcome().orElseThrow()));
    assertEquals(2, service.members().size());
  }

  @Test
  void strangerOrForbiddenType_isRefusedBeforeItIsSent() {
    PublicGroup service = follow(TestClients.suite(), listing());
    VaultKey stranger = vault.generate(KeyPurpose.SIGNATURE, TestClients.suite().signatureScheme());
    Refusals.assertRefused(
        Rule.EXTERNAL_SENDER_IS_LISTED,
        () -> service.propose(new Remove(new LeafIndex(0)), stranger));
    Refusals.assertRefused(
        Rule.EXTERNAL_PROPOSAL_TYPE_IS_ALLOWED,
        () -> service.propose(new ExternalInit(Bytes.empty()), dora));
    Refusals.assertRefused(
        Rule.REMOVE_IS_OF_A_MEMBER, () -> service.propose(new Remove(new LeafIndex(7)), dora));
  }

  @Test
  void applicantAsksToBeAdded_andIs() {
    Group alice = open(TestClients.suite(), "alice").createGroup();
    PublicGroup service = follow(TestClients.suite(), alice);
    MlsClient bob = TestClients.client("bob");
    byte[] application = bob.proposeSelf(alice.groupInfo(false));
    service.process(application);
    Received.ProposalQueued queued =
        assertInstanceOf(Received.ProposalQueued.class, alice.process(application));
    assertEquals(
        bob.waitingKeyPackages().get(0).keyPackage(),
        assertInstanceOf(Proposer.Applicant.class, queued.sender()).keyPackage());
    PendingCommit commit = alice.commit().build();
    seen(service, commit.message(), commit.accept());
    GroupLifecycleTest.assertAgreed(alice, bob.join(commit.welcome().orElseThrow()));
  }

  @Test
  void whatIsRefused_leavesTheServiceAsItWas() {
    Group alice = open(TestClients.suite(), "alice").createGroup();
    PublicGroup service = follow(TestClients.suite(), alice);
    PendingCommit commit = alice.commit().build();
    byte[] corrupt = commit.message();
    corrupt[corrupt.length / 2] ^= 1;
    org.junit.jupiter.api.Assertions.assertThrows(
        RuntimeException.class, () -> service.process(corrupt));
    Refusals.assertRefused(
        Rule.MESSAGE_IS_OF_THIS_KIND, () -> service.process(alice.protect("hello")));
    seen(service, commit.message(), commit.accept());
    Refusals.assertRefused(Rule.EPOCH_MATCHES, () -> service.process(commit.message()));
  }

  @Test
  void keyPackagesAreCheckedForTheGroup() {
    PublicGroup service =
        follow(TestClients.suite(), open(TestClients.suite(), "alice").createGroup());
    KeyPackage bobs = TestClients.client("bob").keyPackage();
    service.check(bobs);
    service.check(new MlsMessage(bobs).encode().toByteArray());
    CipherSuite other = TestClients.suites().get(0);
    Refusals.assertRefused(
        Rule.KEY_PACKAGE_SUITE_FITS,
        () -> service.check(TestClients.client(other, "bob").keyPackage()));
  }

  @Test
  void serviceStartsFromAGroupInfo_withTheTreeBeside() {
    Group alice = open(TestClients.suite(), "alice").createGroup();
    TestClients.add(alice, List.of(), TestClients.client("bob"));
    byte[] groupInfo = alice.groupInfo(false);
    PublicGroupBuilder builder = PublicGroup.builder().suite(TestClients.suite());
    Refusals.assertRefused(Rule.TREE_IS_AT_HAND, () -> builder.follow(groupInfo));
    PublicGroup service = builder.ratchetTree(alice.ratchetTree()).follow(groupInfo);
    PendingCommit commit = alice.commit().build();
    seen(service, commit.message(), commit.accept());
    assertEquals(alice.ratchetTree(), service.ratchetTree());
  }

  @Test
  void encryptedHandshakes_areRefused() {
    Group alice = TestClients.client("alice").createGroup();
    PublicGroup service = follow(TestClients.suite(), alice);
    byte[] proposal = alice.propose().update();
    byte[] commit = alice.commit().build().message();
    Refusals.assertRefused(Rule.MESSAGE_IS_OF_THIS_KIND, () -> service.process(proposal));
    Refusals.assertRefused(Rule.MESSAGE_IS_OF_THIS_KIND, () -> service.process(commit));
  }

  @Test
  void groupInfosAreCheckedBeforeTheyAreHandedOn() {
    Group alice = open(TestClients.suite(), "alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), open(TestClients.suite(), "bob")).get(0);
    PublicGroup service = follow(TestClients.suite(), alice);
    service.checkGroupInfo(bob.groupInfo(true));
    service.checkGroupInfo(alice.groupInfo(false));
    byte[] corrupt = bob.groupInfo(false);
    corrupt[corrupt.length - 1] ^= 1;
    Refusals.assertRefused(
        Rule.GROUP_INFO_SIGNATURE_VERIFIES, () -> service.checkGroupInfo(corrupt));
    byte[] noGroupInfo = alice.protect("hello");
    Refusals.assertRefused(Rule.MESSAGE_IS_OF_THIS_KIND, () -> service.checkGroupInfo(noGroupInfo));
    byte[] other = open(TestClients.suite(), "carol").createGroup().groupInfo(true);
    Refusals.assertRefused(Rule.GROUP_ID_MATCHES, () -> service.checkGroupInfo(other));
    byte[] stale = alice.groupInfo(true);
    PendingCommit fork = bob.commit().build();
    PendingCommit commit = alice.commit().build();
    seen(service, commit.message(), commit.accept());
    Refusals.assertRefused(Rule.EPOCH_MATCHES, () -> service.checkGroupInfo(stale));
    byte[] forked = fork.accept().groupInfo(true);
    Refusals.assertRefused(Rule.GROUP_INFO_IS_OF_THE_EPOCH, () -> service.checkGroupInfo(forked));
    service.checkGroupInfo(alice.groupInfo(true));
  }

  private Group listing() {
    Group alice = open(TestClients.suite(), "alice").createGroup();
    ExternalSenders senders =
        new ExternalSenders(
            List.of(
                new ExternalSender(
                    dora.asSignatureKeyPair().publicKey(), Credential.basic("dora"))));
    alice.commit().extensions(List.of(senders.toExtension())).build().accept();
    return alice;
  }

  private static void seen(PublicGroup service, byte[] commit, Group group) {
    assertInstanceOf(Observed.NewEpoch.class, service.process(commit));
    assertEquals(group.epoch().context(), service.context());
    assertEquals(group.members(), service.members());
  }

  private static PublicGroup follow(CipherSuite suite, Group group) {
    return PublicGroup.builder().suite(suite).follow(group.groupInfo(true));
  }

  private static MlsClient open(CipherSuite suite, String name) {
    return TestClients.builder(suite, name, SoftwareVault.create()).publicHandshakes().build();
  }
}
