package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.ProposalPolicy;
import dev.claviger.mls.spi.ProposalPolicy.Decision;
import dev.claviger.mls.spi.ProposalPolicy.Occasion;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.Remove;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProposalsTest {
  private static final ProposalType CUSTOM = new ProposalType(0xF00D);

  private final KeyVault bobVault = SoftwareVault.create();
  private final Group alice = TestClients.client("alice").createGroup();
  private final MlsClient bobClient =
      TestClients.builder(TestClients.suite(), "bob", bobVault).build();
  private final Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
  private final Group carol =
      TestClients.add(alice, List.of(bob), TestClients.client("carol")).get(0);

  static Stream<CipherSuite> suites() {
    return TestClients.suites().stream();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void addRemoveAndUpdateByReference_areCommittedByAnother_inEverySuite(CipherSuite suite) {
    Group a = TestClients.client(suite, "a").createGroup();
    Group b = TestClients.add(a, List.of(), TestClients.client(suite, "b")).get(0);
    Group c = TestClients.add(a, List.of(b), TestClients.client(suite, "c")).get(0);
    MlsClient d = TestClients.client(suite, "d");
    KeyRef old = b.ownKeys().leaf();
    deliver(b.propose().update(), a, c);
    deliver(a.propose().remove(c.epoch().self()), b, c);
    deliver(b.propose().add(d.keyPackage()), a, c);
    assertEquals(3, a.pendingProposals().size());
    PendingCommit commit = a.commit().build();
    assertEquals(1, commit.changes().updated().size());
    assertEquals(1, commit.changes().removed().size());
    assertInstanceOf(Received.NewEpoch.class, b.process(commit.message()));
    assertInstanceOf(Received.Removed.class, c.process(commit.message()));
    commit.accept();
    Group joined = d.join(commit.welcome().orElseThrow());
    GroupLifecycleTest.assertAgreed(a, b, joined);
    assertNotEquals(old, b.ownKeys().leaf());
    assertTrue(a.pendingProposals().isEmpty());
    PendingCommit after = b.commit().build();
    deliver(after.message(), a, joined);
    after.accept();
    GroupLifecycleTest.assertAgreed(a, b, joined);
  }

  @Test
  void twoEqualRemoves_doNotBlockACommit() {
    deliver(alice.propose().remove(carol.epoch().self()), bob, carol);
    deliver(bob.propose().remove(carol.epoch().self()), alice, carol);
    commit(alice, bob);
    assertEquals(2, alice.members().size());
  }

  @Test
  void removeWinsOverAnUpdateOfTheSameLeaf_andTheLastUpdateWinsOverTheFirst() {
    deliver(carol.propose().update(), alice, bob);
    deliver(bob.propose().update(), alice, carol);
    deliver(bob.propose().update(), alice, carol);
    deliver(alice.propose().remove(carol.epoch().self()), bob, carol);
    PendingCommit commit = alice.commit().build();
    bob.process(commit.message());
    assertInstanceOf(Received.Removed.class, carol.process(commit.message()));
    commit.accept();
    GroupLifecycleTest.assertAgreed(alice, bob);
    assertEquals(1, commit.changes().updated().size());
    assertEquals(Set.of(bobClient.signatureKey(), bob.ownKeys().leaf()), refs(bobVault));
  }

  @Test
  void contradictionsWithWhatIsAskedFor_areLeftOut() {
    deliver(bob.propose().remove(carol.epoch().self()), alice, carol);
    deliver(carol.propose().remove(alice.epoch().self()), alice, bob);
    deliver(carol.propose().update(), alice, bob);
    PendingCommit commit = alice.commit().remove(carol.epoch().self()).build();
    bob.process(commit.message());
    commit.accept();
    GroupLifecycleTest.assertAgreed(alice, bob);
  }

  @Test
  void pendingAddThatIsValidNoMore_isLeftOut() {
    MlsClient dave = TestClients.client("dave");
    var first = dave.keyPackage();
    deliver(bob.propose().add(first), alice, carol);
    deliver(carol.propose().add(dave.keyPackage()), alice, bob);
    PendingCommit commit = alice.commit().build();
    assertEquals(1, commit.changes().added().size());
    deliver(commit.message(), bob, carol);
    commit.accept();
    GroupLifecycleTest.assertAgreed(alice, bob, carol);
  }

  @Test
  void ownUpdate_isLeftOutOfOwnCommits_andItsKeyIsDestroyed() {
    deliver(bob.propose().update(), alice, carol);
    assertEquals(3, bobVault.list().size());
    PendingCommit commit = bob.commit().build();
    deliver(commit.message(), alice, carol);
    commit.accept();
    assertEquals(Set.of(bobClient.signatureKey(), bob.ownKeys().leaf()), refs(bobVault));
    GroupLifecycleTest.assertAgreed(alice, bob, carol);
  }

  @Test
  void ownUpdateNobodyCommits_losesItsKeyWithTheEpochAndWithTheGroup() {
    deliver(bob.propose().update(), carol);
    KeyRef leaf = bob.ownKeys().leaf();
    PendingCommit commit = alice.commit().build();
    deliver(commit.message(), bob, carol);
    commit.accept();
    assertEquals(Set.of(bobClient.signatureKey(), leaf), refs(bobVault));
    bob.propose().update();
    bob.close();
    assertEquals(Set.of(bobClient.signatureKey()), refs(bobVault));
  }

  @Test
  void updateRotatesSignatureKeyAndCredential() {
    VaultKey key = bobVault.generate(KeyPurpose.SIGNATURE, TestClients.suite().signatureScheme());
    deliver(bob.propose().update(key, Credential.basic("robert")), alice, carol);
    commit(alice, bob, carol);
    assertEquals(Credential.basic("robert"), bob.epoch().self().credential());
    assertEquals(key.ref(), bob.ownKeys().signature());
    GroupLifecycleTest.assertText("hi", "robert", alice.process(bob.protect("hi")));
    commit(bob, alice, carol);
  }

  @Test
  void commitRotatesSignatureKeyAndCredential() {
    VaultKey key = bobVault.generate(KeyPurpose.SIGNATURE, TestClients.suite().signatureScheme());
    MlsClient dave = TestClients.client("dave");
    PendingCommit commit =
        bob.commit().rotate(key).rotate(Credential.basic("robert")).add(dave.keyPackage()).build();
    deliver(commit.message(), alice, carol);
    commit.accept();
    Group joined = dave.join(commit.welcome().orElseThrow());
    GroupLifecycleTest.assertAgreed(alice, bob, carol, joined);
    GroupLifecycleTest.assertText("hi", "robert", joined.process(bob.protect("hi")));
    assertEquals(key.ref(), bob.ownKeys().signature());
    assertTrue(bobVault.find(bobClient.signatureKey()).isPresent(), "other groups may use it");
  }

  @Test
  void rotationToAKeyThatCannotSign_isTheCallersBug() {
    VaultKey leaf = bobVault.generate(KeyPurpose.LEAF, TestClients.suite().kem());
    CommitBuilder commit = bob.commit().rotate(leaf);
    assertThrows(IllegalArgumentException.class, commit::build);
    assertThrows(IllegalArgumentException.class, () -> bob.propose().update(leaf));
    assertEquals(3, bobVault.list().size());
  }

  @Test
  void clearedProposal_isLeftOut_butAnotherMayCommitIt() {
    deliver(bob.propose().remove(carol.epoch().self()), alice, carol);
    Refusals.assertRefused(Rule.PROPOSALS_ARE_COMMITTED_FIRST, () -> alice.protect("data"));
    alice.clearPendingProposal(alice.pendingProposals().get(0));
    assertTrue(alice.pendingProposals().isEmpty());
    assertTrue(alice.protect("data").length > 0);
    PendingCommit without = alice.commit().build();
    assertTrue(without.changes().removed().isEmpty());
    commit(bob, alice);
    assertEquals(2, alice.members().size());
  }

  @Test
  void policyDropsRejectsAndRefuses() {
    MlsClient dave = clientWith((c) -> isRemove(c) ? Decision.DROP : Decision.ACCEPT);
    Group dropping = TestClients.add(alice, List.of(bob, carol), dave).get(0);
    byte[] remove = bob.propose().remove(carol.epoch().self());
    deliver(remove, alice, carol);
    assertInstanceOf(Received.ProposalQueued.class, dropping.process(remove));
    assertTrue(dropping.pendingProposals().isEmpty());
    CommitBuilder asked = dropping.commit().remove(carol.epoch().self());
    Refusals.assertRefused(Rule.PROPOSAL_IS_ALLOWED, asked::build);
    byte[] removal = alice.commit().build().message();
    Refusals.assertRefused(Rule.PROPOSAL_IS_ALLOWED, () -> dropping.process(removal));
    assertTrue(dropping.commit().build().changes().removed().isEmpty());
  }

  @Test
  void policyThatRejectsWhatComes_keepsItOut() {
    MlsClient dave =
        clientWith(
            c ->
                isRemove(c) && c.occasion() == Occasion.RECEIVED
                    ? Decision.REJECT
                    : Decision.ACCEPT);
    Group rejecting = TestClients.add(alice, List.of(bob, carol), dave).get(0);
    byte[] remove = bob.propose().remove(carol.epoch().self());
    Refusals.assertRefused(Rule.PROPOSAL_IS_ALLOWED, () -> rejecting.process(remove));
    deliver(bob.propose().update(), alice, rejecting);
    assertEquals(1, rejecting.pendingProposals().size());
  }

  @Test
  void impossibleProposal_isRefusedWhenItIsMade() {
    Refusals.assertRefused(
        Rule.REMOVE_IS_OF_A_MEMBER,
        () -> alice.propose().remove(new dev.claviger.mls.index.LeafIndex(7)));
    Refusals.assertRefused(
        Rule.PSK_IS_AVAILABLE, () -> alice.propose().psk(dev.claviger.crypto.Bytes.utf8("none")));
    assertTrue(alice.pendingProposals().isEmpty());
  }

  @Test
  void removalOfOneself_isProposedAndCommittedByAnother() {
    deliver(carol.propose().remove(carol.epoch().self()), alice, bob);
    PendingCommit commit = bob.commit().build();
    alice.process(commit.message());
    assertInstanceOf(Received.Removed.class, carol.process(commit.message()));
    commit.accept();
    assertFalse(carol.isActive());
  }

  @Test
  void customProposals_goByValueAndByReference_whereAllSupportThem() {
    Group a = supporting("a").createGroup();
    Group b = TestClients.add(a, List.of(), supporting("b")).get(0);
    deliver(b.propose().custom(CUSTOM, Bytes.utf8("by reference")), a);
    PendingCommit commit =
        a.commit().custom(CUSTOM, Bytes.utf8("by value")).extensions(List.of()).build();
    deliver(commit.message(), b);
    commit.accept();
    GroupLifecycleTest.assertAgreed(a, b);
  }

  private static MlsClient supporting(String name) {
    return TestClients.builder(TestClients.suite(), name, SoftwareVault.create())
        .supports(CUSTOM)
        .build();
  }

  @Test
  void welcomePerJoiner_withTheTreeBeside() {
    MlsClient dave = TestClients.client("dave");
    MlsClient erin = TestClients.client("erin");
    PendingCommit commit =
        alice
            .commit()
            .add(dave.keyPackage())
            .add(erin.keyPackage())
            .welcomePerJoiner()
            .treeBeside()
            .build();
    deliver(commit.message(), bob, carol);
    commit.accept();
    assertEquals(2, commit.welcomes().size());
    byte[] forDave = commit.welcomes().get(0);
    Refusals.assertRefused(Rule.TREE_IS_AT_HAND, () -> dave.join(forDave));
    Refusals.assertRefused(Rule.WELCOME_IS_FOR_US, () -> erin.join(forDave));
    Group joinedDave = join(dave, forDave, commit);
    Group joinedErin = join(erin, commit.welcomes().get(1), commit);
    GroupLifecycleTest.assertAgreed(alice, bob, carol, joinedDave, joinedErin);
  }

  @Test
  void policyThatRejectsWhileCommitting_stopsTheCommit_andNothingElse() {
    MlsClient dave =
        clientWith(
            c ->
                isRemove(c) && c.occasion() == Occasion.COMMITTING
                    ? Decision.REJECT
                    : Decision.ACCEPT);
    Group group = TestClients.add(alice, List.of(bob, carol), dave).get(0);
    LeafIndex third = carol.epoch().self().index();
    Refusals.assertRefused(Rule.PROPOSAL_IS_ALLOWED, () -> group.commit().remove(third).build());
    deliver(bob.propose().remove(third), alice, group);
    Refusals.assertRefused(Rule.PROPOSAL_IS_ALLOWED, () -> group.commit().build());
    assertEquals(1, group.pendingProposals().size());
    PendingCommit other = alice.commit().build();
    deliver(other.message(), bob, group);
    other.accept();
    GroupLifecycleTest.assertAgreed(alice, bob, group);
  }

  @Test
  void extensionsOfTheGroupInfo_reachTheJoiner_withTheNameOfTheInviter() {
    MlsClient dave = TestClients.client("dave");
    Extension note = new Extension(new ExtensionType(0xF0F0), Bytes.utf8("read me first"));
    PendingCommit commit = bob.commit().add(dave.keyPackage()).groupInfoExtension(note).build();
    deliver(commit.message(), alice, carol);
    commit.accept();
    Invitation invitation = dave.join(commit.welcome().orElseThrow()).invitation().orElseThrow();
    assertTrue(invitation.extensions().contains(note));
    assertEquals(bob.epoch().self(), invitation.inviter());
    assertTrue(alice.invitation().isEmpty());
    Refusals.assertRefused(
        Rule.EXTENSIONS_ARE_UNIQUE,
        () ->
            bob.commit()
                .add(TestClients.client("erin").keyPackage())
                .groupInfoExtension(note)
                .groupInfoExtension(note)
                .build());
  }

  @Test
  void manyPendingProposals_someOfThemInvalid_areSortedOut() {
    Bytes psk = Bytes.utf8("known to dave alone");
    MlsClient dave =
        TestClients.builder(TestClients.suite(), "dave", SoftwareVault.create())
            .psks(id -> Optional.of(Secret.copyOf(psk)))
            .build();
    Group knowing = TestClients.add(alice, List.of(bob, carol), dave).get(0);
    MlsClient twice = TestClients.client("twice");
    deliver(knowing.propose().remove(carol.epoch().self()), alice);
    for (int i = 0; i < 8; i++) {
      deliver(knowing.propose().psk(psk), alice);
      deliver(knowing.propose().add(TestClients.client("joiner " + i).keyPackage()), alice);
      deliver(knowing.propose().add(twice.keyPackage()), alice);
    }
    EpochChanges changes = alice.commit().build().changes();
    assertEquals(1, changes.removed().size());
    assertEquals(9, changes.added().size(), "eight, and the one that comes again only once");
    assertEquals(25, alice.pendingProposals().size());
  }

  @Test
  void pendingProposalsThatContradictEachOther_areDroppedInFavourOfTheEarlier() {
    ExtensionType type = new ExtensionType(0xF0F0);
    Group group = supporting(type, "erin").createGroup();
    List<Extension> extensions = List.of(new Extension(type, Bytes.empty()));
    group.propose().extensions(extensions);
    for (int i = 0; i < 5; i++) {
      group.propose().add(supporting(type, "fit " + i).keyPackage());
      group.propose().add(TestClients.client("unfit " + i).keyPackage());
    }
    PendingCommit commit = group.commit().build();
    assertEquals(extensions, commit.next().context().extensions());
    assertEquals(
        List.of("fit 0", "fit 1", "fit 2", "fit 3", "fit 4"),
        commit.changes().added().stream().map(m -> m.credential().toString()).toList());
  }

  private static MlsClient supporting(ExtensionType type, String name) {
    return TestClients.builder(TestClients.suite(), name, SoftwareVault.create())
        .supports(type)
        .build();
  }

  private static Group join(MlsClient client, byte[] welcome, PendingCommit commit) {
    return client.join(
        dev.claviger.mls.wire.MlsMessage.decode(dev.claviger.crypto.Bytes.copyOf(welcome)),
        commit.ratchetTree());
  }

  private static boolean isRemove(ProposalPolicy.Considered considered) {
    return considered.proposal() instanceof Remove;
  }

  private static MlsClient clientWith(ProposalPolicy policy) {
    return TestClients.builder(TestClients.suite(), "dave", SoftwareVault.create())
        .proposals(policy)
        .build();
  }

  static void deliver(byte[] message, Group... groups) {
    for (Group group : groups) {
      group.process(message);
    }
  }

  static void commit(Group committer, Group... others) {
    PendingCommit commit = committer.commit().build();
    deliver(commit.message(), others);
    commit.accept();
    for (Group other : others) {
      GroupLifecycleTest.assertAgreed(committer, other);
    }
  }

  private static Set<KeyRef> refs(KeyVault vault) {
    return vault.list().stream().map(VaultKey::ref).collect(Collectors.toSet());
  }
}
