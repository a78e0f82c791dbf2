package dev.claviger.mls.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.Group;
import dev.claviger.mls.HeldKey;
import dev.claviger.mls.KeyPackagePool;
import dev.claviger.mls.KeyPackagePool.Maintenance;
import dev.claviger.mls.KeyPackagePoolPolicy;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.TestClock;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.LastResort;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyPackagePoolTest {
  private static final KeyPackagePoolPolicy FIVE = KeyPackagePoolPolicy.DEFAULT.fresh(5);
  private static final KeyPackagePoolPolicy ONLY_LAST = KeyPackagePoolPolicy.DEFAULT.fresh(0);
  private static final int SIGNATURE = 1;

  private final TestClock clock = new TestClock();
  private final StoredMember bob = new StoredMember("bob", builder -> builder.clock(clock));
  private final MlsClient alice =
      TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
          .clock(clock)
          .build();

  @Test
  void poolIsFilled_andToldOfUntilItIsPublished() {
    KeyPackagePool pool = pool(FIVE);
    Maintenance first = pool.maintain();
    assertEquals(6, first.toPublish().size());
    assertEquals(1, first.toPublish().stream().filter(LastResort::marks).count());
    assertEquals(0, first.missing());
    assertEquals(Set.copyOf(first.toPublish()), Set.copyOf(pool.maintain().toPublish()));
    pool.published(first.toPublish());
    bob.client = bob.another();
    assertEquals(new Maintenance(List.of(), List.of(), 0, first.failure()), pool(FIVE).maintain());
    assertEquals(6, pool(FIVE).size());
    assertEquals(SIGNATURE + 2 * 6, bob.keysInVault().size());
    assertKeysAreNamed();
  }

  @Test
  void keyPackageThatIsUsed_isReplaced_andToBeWithdrawn() {
    KeyPackagePool pool = pool(FIVE.withoutLastResort());
    List<KeyPackage> made = pool.maintain().toPublish();
    pool.published(made);
    join(made.get(0), "group");
    Maintenance after = pool.maintain();
    assertEquals(1, after.toPublish().size());
    assertEquals(List.of(made.get(0).ref(TestClients.suite())), after.toWithdraw());
    assertEquals(after.toWithdraw(), pool.maintain().toWithdraw());
    pool.withdrawn(after.toWithdraw());
    assertEquals(List.of(), pool.maintain().toWithdraw());
    assertEquals(5, pool.size());
    assertKeysAreNamed();
  }

  @Test
  void nodesThatFillAtOnce_makeOnePool() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Maintenance>> all =
          threads.invokeAll(
              java.util.Collections.nCopies(
                  4, () -> new KeyPackagePool(bob.another(), FIVE.fresh(20)).maintain()));
      for (Future<Maintenance> one : all) {
        assertEquals(0, one.get(1, TimeUnit.MINUTES).missing());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(21, pool(FIVE).size());
    assertEquals(SIGNATURE + 2 * 21, bob.keysInVault().size());
    assertKeysAreNamed();
  }

  @Test
  void keyPackagesThatAreOld_areReplaced_andTheirKeysGoWhenTheyAreWithdrawn() {
    KeyPackagePool pool = pool(FIVE);
    List<KeyPackage> old = pool.maintain().toPublish();
    pool.published(old);
    clock.advance(Duration.ofDays(84));
    Maintenance due = pool.maintain();
    assertEquals(6, due.toPublish().size());
    assertEquals(6, due.toWithdraw().size());
    assertEquals(SIGNATURE + 2 * 12, bob.keysInVault().size());
    pool.withdrawn(due.toWithdraw());
    join(old.get(0), "on its way still");
    clock.advance(Duration.ofHours(25));
    assertEquals(List.of(), pool.maintain().toWithdraw());
    assertEquals(SIGNATURE + 2 * 6 + 1, bob.keysInVault().size());
    assertKeysAreNamed();
  }

  @Test
  void keyPackageWhoseTimeIsOver_losesItsKeys_withdrawnOrNot() {
    KeyPackagePool pool = pool(FIVE);
    pool.maintain();
    clock.advance(Duration.ofDays(91));
    Maintenance after = pool.maintain();
    assertEquals(6, after.toWithdraw().size());
    assertEquals(6, after.toPublish().size());
    assertEquals(SIGNATURE + 2 * 6, bob.keysInVault().size());
    assertKeysAreNamed();
  }

  @Test
  void poolHoldsNoMoreKeysThanItMay() {
    Maintenance made = pool(FIVE.keys(7)).maintain();
    assertEquals(3, made.toPublish().size());
    assertEquals(3, made.missing());
    assertTrue(made.failure().isEmpty());
    assertEquals(SIGNATURE + 6, bob.keysInVault().size());
  }

  @Test
  void tokenThatIsFull_endsTheFilling_andLeavesNothingByHalves() {
    FullVault vault = new FullVault(6);
    MlsClient carol = TestClients.builder(TestClients.suite(), "carol", vault).build();
    Maintenance made = new KeyPackagePool(carol, FIVE).maintain();
    assertEquals(2, made.toPublish().size()); // of the six keys one is for signatures
    assertEquals(4, made.missing());
    assertEquals("told to be full", made.failure().orElseThrow().getMessage());
    assertEquals(SIGNATURE + 4, vault.list().size());
    vault.room = 100;
    assertEquals(0, new KeyPackagePool(carol, FIVE).maintain().missing());
    carol.close();
    assertEquals(List.of(), vault.list());
  }

  @ParameterizedTest
  @EnumSource(LastResort.class)
  void lastResort_isJoinedByMoreThanOnce_andItsLeafKeyGoesWithTheLast(LastResort form) {
    KeyPackagePool pool = pool(ONLY_LAST.lastResort(form));
    KeyPackage last = pool.maintain().toPublish().get(0);
    Group a = join(last, "a");
    bob.client = bob.another();
    Group b = join(last, "b");
    a = bob.client.group(a.groupId()).orElseThrow();
    KeyRef leaf = a.ownKeys().leaf();
    assertEquals(leaf, b.ownKeys().leaf());
    assertKeysAreNamed();

    a.commit().update().build().accept();
    assertFalse(leaf.equals(a.ownKeys().leaf()));
    assertTrue(bob.keysInVault().contains(leaf));
    assertTrue(bob.client.withdraw(last));
    assertFalse(bob.client.withdraw(last));
    assertTrue(bob.keysInVault().contains(leaf));
    assertKeysAreNamed();
    bob.client = bob.another();
    bob.client.group(b.groupId()).orElseThrow().delete();
    assertFalse(bob.keysInVault().contains(leaf));
    assertEquals(SIGNATURE + 1, bob.keysInVault().size());
    assertEquals(List.of(), bob.store.names(StoreScope.Kind.KEY_PACKAGE));
    assertKeysAreNamed();
  }

  @Test
  void lastResort_keepsItsLeafKey_whenNoGroupHasItAnyMore() {
    KeyPackage last = pool(ONLY_LAST).maintain().toPublish().get(0);
    Group a = join(last, "a");
    KeyRef leaf = a.ownKeys().leaf();
    a.delete();
    assertTrue(bob.keysInVault().contains(leaf));
    assertEquals(leaf, join(last, "b").ownKeys().leaf());
    assertKeysAreNamed();
  }

  @Test
  void lastResort_isReplacedOnceItIsUsed() {
    KeyPackagePool pool = pool(ONLY_LAST);
    KeyPackage last = pool.maintain().toPublish().get(0);
    pool.published(List.of(last));
    join(last, "a");
    Maintenance after = pool.maintain();
    assertEquals(1, after.toPublish().size());
    assertEquals(List.of(last.ref(TestClients.suite())), after.toWithdraw());
    join(last, "b"); // until it is withdrawn, and for the grace after that
    pool.withdrawn(after.toWithdraw());
    clock.advance(Duration.ofDays(2));
    pool.maintain();
    Refusals.assertRefused(Rule.WELCOME_IS_FOR_US, () -> join(last, "c"));
    assertKeysAreNamed();
  }

  @Test
  void welcomeThatComesTwice_isRefused_andChangesNothing() {
    KeyPackage last = pool(ONLY_LAST).maintain().toPublish().get(0);
    byte[] welcome = welcome(last, "a");
    Group a = bob.client.join(welcome);
    Set<KeyRef> keys = bob.keysInVault();
    Refusals.assertRefused(Rule.GROUP_ID_IS_NEW, () -> bob.client.join(welcome));
    MlsClient second = bob.another();
    Refusals.assertRefused(Rule.GROUP_ID_IS_NEW, () -> second.join(welcome));
    a.delete();
    assertEquals(keys, bob.keysInVault());
    assertKeysAreNamed();
  }

  @Test
  void joinThatCannotBeStored_leavesTheLastResortWaiting() {
    KeyPackage last = pool(ONLY_LAST).maintain().toPublish().get(0);
    byte[] welcome = welcome(last, "a");
    Set<KeyRef> keys = bob.keysInVault();
    bob.store.failsToCommit = true;
    assertThrows(StoreException.class, () -> bob.client.join(welcome));
    bob.store.failsToCommit = false;
    assertEquals(keys, bob.keysInVault());
    bob.client = bob.another();
    assertEquals(1, bob.client.waitingKeyPackages().size());
    Group a = bob.client.join(welcome);
    a.commit().update().build().accept();
    assertTrue(bob.keysInVault().containsAll(keys));
  }

  @Test
  void lastResortInMemory_isTheSame() {
    SoftwareVault vault = SoftwareVault.create();
    MlsClient carol = TestClients.builder(TestClients.suite(), "carol", vault).build();
    KeyPackagePool pool = new KeyPackagePool(carol, ONLY_LAST);
    KeyPackage last = pool.maintain().toPublish().get(0);
    Group a = carol.join(welcome(last, "a"));
    Group b = carol.join(welcome(last, "b"));
    KeyRef leaf = a.ownKeys().leaf();
    assertEquals(leaf, b.ownKeys().leaf());
    assertTrue(carol.withdraw(last));
    a.close();
    assertTrue(vault.find(leaf).isPresent());
    b.commit().update().build().accept();
    assertFalse(vault.find(leaf).isPresent());
    carol.close();
    assertEquals(List.of(), vault.list());
  }

  @Test
  void whatIsNotMarked_isUsedOnce() {
    KeyPackage fresh = pool(FIVE.withoutLastResort()).maintain().toPublish().get(0);
    join(fresh, "a");
    Refusals.assertRefused(Rule.WELCOME_IS_FOR_US, () -> join(fresh, "b"));
  }

  private KeyPackagePool pool(KeyPackagePoolPolicy policy) {
    return new KeyPackagePool(bob.client, policy);
  }

  private Group join(KeyPackage keyPackage, String name) {
    return bob.client.join(welcome(keyPackage, name));
  }

  private byte[] welcome(KeyPackage keyPackage, String name) {
    Group group = alice.createGroup(new GroupId(Bytes.utf8(name)));
    PendingCommit commit = group.commit().add(keyPackage).update().build();
    commit.accept();
    return commit.welcome().orElseThrow();
  }

  /** No key is in the vault that nobody names, and none is named that is not there. */
  private void assertKeysAreNamed() {
    assertEquals(
        bob.keysInVault(),
        bob.another().keys().stream().map(HeldKey::ref).collect(Collectors.toSet()));
  }

  /** A fake that has room for so many keys. */
  private static final class FullVault extends ForwardingVault {
    private int room;

    private FullVault(int room) {
      super(SoftwareVault.create());
      this.room = room;
    }

    @Override
    public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
      if (list().size() >= room) {
        throw new VaultException("told to be full");
      }
      return super.generate(purpose, algorithm);
    }
  }
}
