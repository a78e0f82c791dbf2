package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.custody.Orphan;
import dev.claviger.mls.Group;
import dev.claviger.mls.HeldKey;
import dev.claviger.mls.KeyState;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.Received;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.KeyPackage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a client says of its keys is what is on the token, at every step; and what nobody names goes
 * when the token is reaped, and nothing else.
 */
final class KeyLifecycleTest {
  private static final Duration ANY_AGE = Duration.ofSeconds(-1);

  private final CipherSuite suite = Engine.suite(new CipherSuiteId(2));
  private final Pkcs11Vault token = Pkcs11Vault.open(SoftHsm.token(KeyLifecycleTest.class).build());
  private final FailingVault vault = new FailingVault(token);
  private final MlsClient alice = client("alice", vault);
  private final MlsClient bob = client("bob", vault);

  @AfterEach
  void closeAndFindNothing() {
    alice.close();
    bob.close();
    assertHeld(alice);
    assertHeld(bob);
    assertEquals(List.of(), token.list());
    token.close();
  }

  @Test
  void keyPackage_isPendingUntilItsWelcome_orUntilItIsWithdrawn() {
    KeyPackage unused = bob.keyPackage();
    assertHeld(bob, "SIGNATURE ACTIVE", "INIT PENDING", "LEAF PENDING");
    bob.withdraw(unused);
    assertHeld(bob, "SIGNATURE ACTIVE");
    Group group = alice.createGroup();
    assertHeld(alice, "SIGNATURE ACTIVE", "LEAF ACTIVE");
    PendingCommit commit = group.commit().add(bob.keyPackage()).build();
    KeyRef leaf = key(bob, KeyPurpose.LEAF, KeyState.PENDING);
    commit.accept();
    byte[] welcome = commit.welcome().orElseThrow();
    byte[] broken = welcome.clone();
    broken[broken.length - 1] ^= 1;
    assertThrows(ValidationException.class, () -> bob.join(broken));
    assertHeld(bob, "SIGNATURE ACTIVE", "INIT PENDING", "LEAF PENDING");
    Group joined = bob.join(welcome);
    assertHeld(bob, "SIGNATURE ACTIVE", "LEAF ACTIVE");
    assertEquals(leaf, key(bob, KeyPurpose.LEAF, KeyState.ACTIVE));
    assertEquals(joined.keys(), bob.keys());
  }

  @Test
  void update_isPending_untilItIsCommitted_orTheEpochEndsWithoutIt() {
    Group[] groups = both();
    byte[] update = groups[1].propose().update();
    assertHeld(bob, "SIGNATURE ACTIVE", "LEAF ACTIVE", "LEAF PENDING");
    KeyRef fresh = key(bob, KeyPurpose.LEAF, KeyState.PENDING);
    groups[0].process(update);
    PendingCommit commit = groups[0].commit().build();
    groups[1].inspect(commit.message());
    assertHeld(bob, "SIGNATURE ACTIVE", "LEAF ACTIVE", "LEAF PENDING");
    groups[1].process(commit.message());
    commit.accept();
    assertHeld(bob, "SIGNATURE ACTIVE", "LEAF ACTIVE");
    assertEquals(fresh, key(bob, KeyPurpose.LEAF, KeyState.ACTIVE));

    groups[1].propose().update(); // nobody hears it
    assertHeld(bob, "SIGNATURE ACTIVE", "LEAF ACTIVE", "LEAF PENDING");
    PendingCommit without = groups[0].commit().update().build();
    groups[1].process(without.message());
    without.accept();
    assertHeld(bob, "SIGNATURE ACTIVE", "LEAF ACTIVE");
    assertEquals(fresh, key(bob, KeyPurpose.LEAF, KeyState.ACTIVE));
  }

  @Test
  void commit_isPending_untilItIsAccepted_orDropped_orAnotherIsOrdered() {
    Group[] groups = both();
    KeyRef old = key(alice, KeyPurpose.LEAF, KeyState.ACTIVE);
    PendingCommit first = groups[0].commit().update().build();
    PendingCommit second = groups[0].commit().update().build();
    assertHeld(alice, "SIGNATURE ACTIVE", "LEAF ACTIVE", "LEAF PENDING", "LEAF PENDING");
    second.drop();
    assertHeld(alice, "SIGNATURE ACTIVE", "LEAF ACTIVE", "LEAF PENDING");
    assertEquals(old, key(alice, KeyPurpose.LEAF, KeyState.ACTIVE));
    KeyRef fresh = key(alice, KeyPurpose.LEAF, KeyState.PENDING);
    groups[1].process(first.message());
    first.accept();
    assertHeld(alice, "SIGNATURE ACTIVE", "LEAF ACTIVE");
    assertEquals(fresh, key(alice, KeyPurpose.LEAF, KeyState.ACTIVE));

    groups[0].commit().update().build();
    PendingCommit other = groups[1].commit().update().build();
    groups[0].process(other.message());
    other.accept();
    assertHeld(alice, "SIGNATURE ACTIVE", "LEAF ACTIVE");
    assertEquals(fresh, key(alice, KeyPurpose.LEAF, KeyState.ACTIVE));
  }

  @Test
  void newSignatureKey_isPendingWithItsCommit_andTheOldOneIsTheClientsStill() {
    Group[] groups = both();
    VaultKey fresh = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    PendingCommit commit = groups[0].commit().rotate(fresh).build();
    assertHeld(alice, "SIGNATURE ACTIVE", "LEAF ACTIVE", "SIGNATURE PENDING", "LEAF PENDING");
    groups[1].process(commit.message());
    commit.accept();
    assertHeld(alice, "SIGNATURE ACTIVE", "SIGNATURE ACTIVE", "LEAF ACTIVE");
    assertEquals(
        Set.of(fresh.ref(), groups[0].ownKeys().leaf()),
        groups[0].keys().stream().map(HeldKey::ref).collect(Collectors.toSet()));
    groups[0].close();
    assertHeld(alice, "SIGNATURE ACTIVE");
    assertEquals(Set.of(fresh.ref()), refs(reap()), "it was the application's");
  }

  @Test
  void externalCommit_isPending_untilItIsAcceptedOrDropped() {
    Group group = alice.createGroup();
    PendingJoin dropped = bob.joinExternally(group.groupInfo(true));
    assertHeld(bob, "SIGNATURE ACTIVE", "LEAF PENDING");
    dropped.drop();
    assertHeld(bob, "SIGNATURE ACTIVE");
    PendingJoin join = bob.joinExternally(group.groupInfo(true));
    group.process(join.message());
    join.accept();
    assertHeld(bob, "SIGNATURE ACTIVE", "LEAF ACTIVE");
    bob.joinExternally(group.groupInfo(true)); // dropped when the client closes
    assertHeld(bob, "SIGNATURE ACTIVE", "LEAF ACTIVE", "LEAF PENDING");
  }

  @Test
  void whoIsRemoved_orLeaves_holdsNothingOfTheGroup() {
    Group[] groups = both();
    PendingCommit removal = groups[0].commit().remove(groups[1].epoch().self()).build();
    assertInstanceOf(Received.Removed.class, groups[1].process(removal.message()));
    removal.accept();
    assertHeld(bob, "SIGNATURE ACTIVE");
    assertEquals(List.of(), groups[1].keys());
    groups[0].close();
    assertHeld(alice, "SIGNATURE ACTIVE");
  }

  @Test
  void keyThatTheVaultDoesNotDestroy_isRetired_andStillOurs() {
    Group[] groups = both();
    KeyRef old = key(alice, KeyPurpose.LEAF, KeyState.ACTIVE);
    PendingCommit commit = groups[0].commit().update().build();
    groups[1].process(commit.message());
    vault.failAfter(0);
    commit.accept();
    assertHeld(alice, "SIGNATURE ACTIVE", "LEAF ACTIVE", "LEAF RETIRED");
    assertEquals(old, key(alice, KeyPurpose.LEAF, KeyState.RETIRED));
    alice.destroyAgain();
    assertHeld(alice, "SIGNATURE ACTIVE", "LEAF ACTIVE");
  }

  @Test
  void reaping_takesWhatNobodyNames_andNothingElse() {
    Group[] groups = both();
    bob.keyPackage();
    PendingCommit commit = groups[0].commit().update().build();
    byte[] update = groups[1].propose().update();
    bob.joinExternally(groups[0].groupInfo(true));
    VaultKey crashed = token.generate(KeyPurpose.LEAF, suite.kem());
    VaultKey alsoCrashed = token.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
    assertEquals(Set.of(crashed.ref(), alsoCrashed.ref()), refs(reap()));
    groups[0].process(update);
    commit.drop();
    PendingCommit covering = groups[0].commit().build();
    groups[1].process(covering.message());
    covering.accept();
    Party.assertAgreed(Arrays.asList(groups));
  }

  /** What there is, by what is left when the orphans are gone. */
  private List<VaultKey> reap() {
    List<VaultKey> before = token.list();
    List<Orphan> reaped = token.reap(known(), ANY_AGE);
    Set<KeyRef> left = Set.copyOf(token.list().stream().map(VaultKey::ref).toList());
    assertEquals(known(), left);
    List<VaultKey> gone = before.stream().filter(key -> !left.contains(key.ref())).toList();
    assertEquals(reaped.size(), gone.size());
    return gone;
  }

  private Set<KeyRef> known() {
    return Stream.of(alice, bob)
        .flatMap(client -> client.keys().stream())
        .map(HeldKey::ref)
        .collect(Collectors.toSet());
  }

  /** Also that the token holds what the two name, no more and no less, but for what is given. */
  private void assertHeld(MlsClient client, String... expected) {
    List<String> held =
        client.keys().stream().map(key -> key.purpose() + " " + key.state()).sorted().toList();
    assertEquals(Stream.of(expected).sorted().toList(), held);
    Set<KeyRef> there = refs(token.list());
    assertEquals(known(), there.stream().filter(known()::contains).collect(Collectors.toSet()));
  }

  private static KeyRef key(MlsClient client, KeyPurpose purpose, KeyState state) {
    List<KeyRef> found =
        client.keys().stream()
            .filter(key -> key.purpose() == purpose && key.state() == state)
            .map(HeldKey::ref)
            .toList();
    assertEquals(1, found.size());
    return found.get(0);
  }

  private static Set<KeyRef> refs(List<VaultKey> keys) {
    return keys.stream().map(VaultKey::ref).collect(Collectors.toSet());
  }

  /** A group of both; Alice's first. */
  private Group[] both() {
    Group group = alice.createGroup();
    PendingCommit commit = group.commit().add(bob.keyPackage()).update().build();
    commit.accept();
    return new Group[] {group, bob.join(commit.welcome().orElseThrow())};
  }

  private MlsClient client(String name, KeyVault keys) {
    return MlsClient.builder().suite(suite).credential(Credential.basic(name)).vault(keys).build();
  }
}
