package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Keeps;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.Capabilities;
import dev.claviger.mls.wire.CredentialType;
import dev.claviger.mls.wire.Extension;
import dev.claviger.mls.wire.ExtensionType;
import dev.claviger.mls.wire.GroupInfo;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.ProposalType;
import dev.claviger.mls.wire.ProtocolVersion;
import dev.claviger.mls.wire.RatchetTreeExtension;
import dev.claviger.mls.wire.RequiredCapabilities;
import dev.claviger.mls.wire.Welcome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What binds us, and nobody else could tell: seen in what a group of ours does. */
class KeptRulesTest {
  private static final ExtensionType EXTENSION = new ExtensionType(0xF000);
  private static final ProposalType PROPOSAL = new ProposalType(0xF00D);

  private final CipherSuite suite = TestClients.suite();
  private final SoftwareVault vault = SoftwareVault.create();
  private final MlsClient aliceClient =
      TestClients.builder(suite, "alice", vault)
          .supports(EXTENSION)
          .supports(ExtensionType.EXTERNAL_SENDERS)
          .supports(PROPOSAL)
          .supports(ProposalType.REINIT)
          .psks(KeptRulesTest::psk)
          .build();
  private final MlsClient bobClient = joiner("bob");
  private final MlsClient carolClient = joiner("carol");
  private final Group alice = aliceClient.createGroup();
  private final Group bob = TestClients.add(alice, List.of(), bobClient).get(0);

  @Test
  @Keeps(Rule.INIT_KEYS_ARE_UNIQUE)
  void keyPackagesOfAClientHaveInitKeysOfTheirOwn() {
    Set<HpkePublicKey> keys = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      assertTrue(keys.add(aliceClient.keyPackage().initKey()));
    }
  }

  @Test
  @Keeps({Rule.CAPABILITIES_OMIT_DEFAULTS, Rule.CAPABILITIES_ARE_WHOLE})
  void capabilitiesListAllThatIsSupported_butNoDefaults() {
    Capabilities capabilities = aliceClient.keyPackage().leafNode().capabilities();
    assertEquals(List.of(ProtocolVersion.MLS10), capabilities.versions());
    assertTrue(capabilities.cipherSuites().contains(suite.id()));
    assertTrue(capabilities.credentials().contains(CredentialType.BASIC));
    assertTrue(capabilities.extensions().contains(EXTENSION));
    assertTrue(capabilities.proposals().contains(PROPOSAL));
    assertTrue(capabilities.extensions().stream().noneMatch(ExtensionType::isDefault));
    assertTrue(capabilities.proposals().stream().noneMatch(ProposalType::isDefault));
  }

  @Test
  @Keeps(Rule.CAPABILITIES_ARE_WHOLE)
  void capabilitiesListTheOtherSuitesOfTheApplication() {
    List<CipherSuiteId> suites = List.of(new CipherSuiteId(7), suite.id(), new CipherSuiteId(1));
    MlsClient client = TestClients.builder(suite, "dave", vault).suitePreference(suites).build();
    Capabilities capabilities = client.keyPackage().leafNode().capabilities();
    assertTrue(capabilities.cipherSuites().containsAll(suites));
  }

  @Test
  @Keeps({Rule.UNKNOWN_CAPABILITIES_ARE_IGNORED, Rule.UNKNOWN_EXTENSIONS_ARE_IGNORED})
  void whatMeansNothingToUsChangesNothing() {
    KeyPackage greased = carolClient.keyPackage();
    assertFalse(greased.extensions().isEmpty());
    assertFalse(greased.leafNode().extensions().isEmpty());
    assertTrue(greased.leafNode().capabilities().extensions().size() > 0);
    PendingCommit commit =
        alice
            .commit()
            .add(greased)
            .groupInfoExtension(new Extension(new ExtensionType(0xF0F0), Bytes.utf8("unknown")))
            .build();
    bob.process(commit.message());
    commit.accept();
    Group carol = carolClient.join(commit.welcome().orElseThrow());
    GroupLifecycleTest.assertAgreed(alice, bob, carol);
  }

  @Test
  @Keeps(Rule.OWN_EXTENSIONS_ARE_IN_CAPABILITIES)
  void extensionsOfAKeyPackageAreInItsCapabilities() {
    KeyPackage keyPackage = aliceClient.keyPackage();
    List<ExtensionType> listed = keyPackage.leafNode().capabilities().extensions();
    assertFalse(keyPackage.extensions().isEmpty());
    Stream.concat(keyPackage.extensions().stream(), keyPackage.leafNode().extensions().stream())
        .forEach(extension -> assertTrue(listed.contains(extension.extensionType())));
  }

  @Test
  @Keeps(Rule.GREASE_STAYS_IN_LISTS)
  void greaseIsNotInAGroupContext() {
    GroupInfo groupInfo = (GroupInfo) decode(alice.groupInfo(true)).body();
    assertEquals(List.of(), groupInfo.groupContext().extensions());
    assertEquals(suite.id(), groupInfo.groupContext().cipherSuite());
    assertTrue(groupInfo.extensions().stream().anyMatch(e -> isGrease(e.extensionType().value())));
  }

  @Test
  @Keeps(Rule.CHANGED_LEAF_IS_SIGNED_ANEW)
  void leafThatACommitChanges_hasANewSignature() {
    LeafNode before = leaf(alice, 0);
    next(alice.commit().update());
    LeafNode after = leaf(bob, 0);
    assertNotEquals(before.encryptionKey(), after.encryptionKey());
    assertNotEquals(before.signature(), after.signature());
    after.verifySignature(suite, bob.groupId(), new LeafIndex(0));
  }

  @Test
  @Keeps(Rule.TREE_IS_SENT_WITHOUT_TAIL)
  void ratchetTreeEndsWithItsLastMember() {
    TestClients.add(alice, List.of(bob), carolClient);
    RatchetTreeExtension tree = decodeTree(alice);
    assertEquals(5, tree.nodes().size());
    assertTrue(tree.nodes().get(4).isPresent());
  }

  @Test
  @Keeps(Rule.OUTDATED_KEYS_ARE_DELETED)
  void leafKeyThatAPathReplaces_isDestroyed() {
    KeyRef before = alice.ownKeys().leaf();
    assertTrue(vault.find(before).isPresent());
    next(alice.commit().update());
    assertTrue(vault.find(before).isEmpty());
    assertTrue(vault.find(alice.ownKeys().leaf()).isPresent());
  }

  @Test
  @Keeps({Rule.PSK_NONCES_ARE_FRESH, Rule.PSKS_KEEP_THEIR_ORDER})
  void psksReachMembersAndJoinersInOneOrder() {
    PendingCommit commit =
        alice
            .commit()
            .add(carolClient.keyPackage())
            .psk(Bytes.utf8("one"))
            .psk(Bytes.utf8("two"))
            .psk(Bytes.utf8("one"))
            .build();
    bob.process(commit.message());
    commit.accept();
    Group carol = carolClient.join(commit.welcome().orElseThrow());
    GroupLifecycleTest.assertAgreed(alice, bob, carol);
  }

  @Test
  @Keeps(Rule.PROPOSALS_APPLY_IN_ORDER)
  void addTakesTheLeafOfARemove_whereverItStands() {
    Group carol = TestClients.add(alice, List.of(bob), carolClient).get(0);
    MlsClient dave = joiner("dave");
    PendingCommit commit = alice.commit().add(dave.keyPackage()).remove(bob.epoch().self()).build();
    carol.process(commit.message());
    commit.accept();
    Group joined = dave.join(commit.welcome().orElseThrow());
    assertEquals(new LeafIndex(1), joined.epoch().self().index());
    GroupLifecycleTest.assertAgreed(alice, carol, joined);
  }

  @Test
  @Keeps(Rule.PROPOSALS_APPLY_IN_ORDER)
  void newRequirementsHoldForAnAddThatStandsBeforeThem() {
    RequiredCapabilities required =
        new RequiredCapabilities(List.of(EXTENSION), List.of(), List.of());
    Group alone = aliceClient.createGroup();
    CommitBuilder commit =
        alone
            .commit()
            .add(carolClient.keyPackage())
            .extensions(
                List.of(new Extension(ExtensionType.REQUIRED_CAPABILITIES, required.encode())));
    Refusals.assertRefused(Rule.LEAF_HAS_REQUIRED_EXTENSIONS, commit::build);
  }

  @Test
  @Keeps(Rule.COMMIT_CHANGES_NOTHING_YET)
  void commitThatIsNotAccepted_leavesTheGroupAsItWas() {
    Bytes before = alice.epochAuthenticator();
    Bytes tree = alice.ratchetTree();
    PendingCommit commit = alice.commit().add(carolClient.keyPackage()).update().build();
    assertEquals(before, alice.epochAuthenticator());
    assertEquals(tree, alice.ratchetTree());
    GroupLifecycleTest.assertText("still here", "alice", bob.process(alice.protect("still here")));
    next(bob, alice, bob.commit().update());
    assertFalse(alice.epochAuthenticator().equals(before));
    assertNotEquals(commit.next().number() + 1, alice.epoch().number());
  }

  @Test
  @Keeps(Rule.WELCOME_COVERS_ALL_JOINERS)
  void everyJoinerFindsItselfInAWelcome() {
    List<KeyPackage> joiners =
        List.of(carolClient.keyPackage(), joiner("dave").keyPackage(), joiner("erin").keyPackage());
    Set<Bytes> refs = new HashSet<>();
    joiners.forEach(one -> refs.add(one.ref(suite).value()));
    assertEquals(refs, covered(aliceClient.createGroup().commit().add(joiners)));
    assertEquals(refs, covered(aliceClient.createGroup().commit().add(joiners).welcomePerJoiner()));
  }

  @Test
  @Keeps(Rule.GROUP_STARTS_AT_EPOCH_ZERO)
  void newGroupHasOneMemberAndNoHistory() {
    Group fresh = aliceClient.createGroup();
    GroupInfo groupInfo = (GroupInfo) decode(fresh.groupInfo(true)).body();
    assertEquals(0, groupInfo.groupContext().epoch());
    assertEquals(Bytes.empty(), groupInfo.groupContext().confirmedTranscriptHash());
    assertEquals(1, decodeTree(fresh).nodes().size());
    assertNotEquals(fresh.groupId(), aliceClient.createGroup().groupId());
  }

  private void next(CommitBuilder commit) {
    next(alice, bob, commit);
  }

  private static void next(Group committer, Group other, CommitBuilder commit) {
    PendingCommit pending = commit.build();
    other.process(pending.message());
    pending.accept();
    GroupLifecycleTest.assertAgreed(committer, other);
  }

  private static Set<Bytes> covered(CommitBuilder builder) {
    PendingCommit commit = builder.build();
    commit.accept();
    Set<Bytes> refs = new HashSet<>();
    for (byte[] welcome : commit.welcomes()) {
      ((Welcome) decode(welcome).body())
          .secrets()
          .forEach(entry -> assertTrue(refs.add(entry.newMember().value())));
    }
    return refs;
  }

  private MlsClient joiner(String name) {
    return TestClients.builder(suite, name, SoftwareVault.create())
        .psks(KeptRulesTest::psk)
        .build();
  }

  private static Optional<Secret> psk(Bytes id) {
    return Optional.of(Secret.copyOf(id));
  }

  private static boolean isGrease(int value) {
    return (value & 0x0F0F) == 0x0A0A && value >>> 12 == (value >>> 4 & 0xF);
  }

  private static LeafNode leaf(Group group, int index) {
    return (LeafNode) decodeTree(group).nodes().get(2 * index).orElseThrow();
  }

  private static RatchetTreeExtension decodeTree(Group group) {
    return TlsReader.decode(group.ratchetTree(), "ratchet_tree", RatchetTreeExtension::read);
  }

  private static MlsMessage decode(byte[] message) {
    return MlsMessage.decode(Bytes.copyOf(message));
  }
}
