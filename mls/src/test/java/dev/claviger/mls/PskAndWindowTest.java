package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.mls.framing.Padding;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.PastEpochs;
import dev.claviger.mls.spi.PskSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pre-shared keys, past epochs, inspection, padding, and a vault that fails to destroy. */
class PskAndWindowTest {
  private static final Bytes NAME = Bytes.utf8("door");
  private static final PskSource DOOR =
      id -> id.equals(NAME) ? Optional.of(Secret.copyOf(Bytes.utf8("key"))) : Optional.empty();

  static Stream<CipherSuite> suites() {
    return TestClients.suites().stream();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void pskIsInjectedByCommitAndProposal_andReachesJoiners(CipherSuite suite) {
    Group alice = with(suite, "alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), with(suite, "bob")).get(0);
    MlsClient carolClient = with(suite, "carol");
    ProposalsTest.deliver(bob.propose().psk(NAME), alice);
    PendingCommit commit = alice.commit().psk(NAME).add(carolClient.keyPackage()).build();
    bob.process(commit.message());
    commit.accept();
    Group carol = carolClient.join(commit.welcome().orElseThrow());
    GroupLifecycleTest.assertAgreed(alice, bob, carol);
    PendingCommit resumed = bob.commit().resumptionPsk(1).build();
    alice.process(resumed.message());
    Refusals.assertRefused(Rule.PSK_IS_AVAILABLE, () -> carol.process(resumed.message()));
  }

  @Test
  void resumptionPskIsKeptForSoManyEpochs() {
    Group alice = TestClients.client("alice").createGroup();
    for (int i = 0; i < 4; i++) {
      alice.commit().build().accept();
    }
    alice.commit().resumptionPsk(1).build().drop();
    CommitBuilder tooLate = alice.commit().resumptionPsk(0);
    Refusals.assertRefused(Rule.PSK_IS_AVAILABLE, tooLate::build);
  }

  @Test
  void lateDataIsReadOnce_withinTheEpochsThatAreKept() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    byte[] late = bob.protect("late");
    byte[] tooLate = bob.protect("too late");
    byte[] own = alice.protect("own");
    long sentIn = bob.epoch().number();
    byte[] staleCommit = bob.commit().build().message();
    next(alice, bob);
    Received.Application application =
        assertInstanceOf(Received.Application.class, alice.process(late));
    assertEquals(sentIn, application.epoch());
    assertEquals("late", application.text());
    assertInstanceOf(Received.Own.class, alice.process(own));
    Refusals.assertRefused(Rule.GENERATION_IS_UNUSED, () -> alice.process(late));
    Refusals.assertRefused(Rule.COMMIT_IS_NOT_LATE, () -> alice.process(staleCommit));
    next(alice, bob);
    next(alice, bob);
    next(alice, bob);
    Refusals.assertRefused(Rule.EPOCH_MATCHES, () -> alice.process(tooLate));
  }

  @Test
  void lateDataIsReadForSoLong() {
    TestClock clock = new TestClock();
    Group alice =
        TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
            .clock(clock)
            .pastEpochs(new PastEpochs(10, Duration.ofMinutes(5)))
            .build()
            .createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    byte[] first = bob.protect("first");
    byte[] second = bob.protect("second");
    next(alice, bob);
    clock.advance(Duration.ofMinutes(5));
    GroupLifecycleTest.assertText("first", "bob", alice.process(first));
    clock.advance(Duration.ofSeconds(1));
    Refusals.assertRefused(Rule.EPOCH_MATCHES, () -> alice.process(second));
  }

  @Test
  void commitIsInspected_thenFollowedOrNot() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    Group carol = TestClients.add(alice, List.of(bob), TestClients.client("carol")).get(0);
    PendingCommit removal = alice.commit().remove(carol.epoch().self()).build();
    PendingCommit renewal = alice.commit().build();
    InspectedCommit first = bob.inspect(removal.message());
    assertEquals(1, first.changes().removed().size());
    assertEquals(first, bob.inspect(removal.message()));
    assertTrue(carol.inspect(removal.message()).removesUs());
    InspectedCommit second = bob.inspect(renewal.message());
    carol.process(renewal.message());
    assertInstanceOf(Received.NewEpoch.class, second.accept());
    renewal.accept();
    GroupLifecycleTest.assertAgreed(alice, bob, carol);
    assertThrows(IllegalStateException.class, first::accept);
    byte[] data = alice.protect("data");
    Refusals.assertRefused(Rule.MESSAGE_IS_OF_THIS_KIND, () -> bob.inspect(data));
    GroupLifecycleTest.assertText("data", "alice", bob.process(data));
    byte[] renewalOfBob = bob.commit().build().message();
    alice.inspect(renewalOfBob);
    assertInstanceOf(Received.NewEpoch.class, alice.process(renewalOfBob));
  }

  @Test
  void paddingHidesLengths() {
    assertEquals(List.of(0, 1, 2, 3), List.of(0, 1, 2, 3).stream().map(padme()).toList());
    assertEquals(
        List.of(10, 104, 1024, 1088), List.of(9, 100, 1000, 1025).stream().map(padme()).toList());
    assertEquals(64, Padding.blocks(64).paddedLength(1));
    assertThrows(IllegalArgumentException.class, () -> Padding.blocks(0));
    Group alice =
        TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
            .padmePadding()
            .build()
            .createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    GroupLifecycleTest.assertText("x", "alice", bob.process(alice.protect("x")));
  }

  @Test
  void vaultThatFailsToDestroy_doesNotStopTheEpoch_andIsToldOf() {
    Stubborn vault = new Stubborn(SoftwareVault.create());
    MlsClient bobClient = TestClients.builder(TestClients.suite(), "bob", vault).build();
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
    KeyRef old = bob.ownKeys().leaf();
    vault.fails = true;
    PendingCommit commit = bob.commit().build();
    alice.process(commit.message());
    commit.accept();
    GroupLifecycleTest.assertAgreed(alice, bob);
    GroupLifecycleTest.assertText("well", "bob", alice.process(bob.protect("well")));
    assertEquals(List.of(old), bobClient.undestroyedKeys());
    bobClient.destroyAgain();
    assertEquals(List.of(old), bobClient.undestroyedKeys());
    vault.fails = false;
    bobClient.destroyAgain();
    assertEquals(List.of(), bobClient.undestroyedKeys());
    assertTrue(vault.find(old).isEmpty());
  }

  @Test
  void vaultThatFailsToDestroy_doesNotStopAJoinOrAnEnd_andIsToldOf() {
    Stubborn vault = new Stubborn(SoftwareVault.create());
    MlsClient bobClient = TestClients.builder(TestClients.suite(), "bob", vault).build();
    Group alice = TestClients.client("alice").createGroup();
    PendingCommit add = alice.commit().add(bobClient.keyPackage()).build();
    WaitingKeyPackage waiting = bobClient.waitingKeyPackages().get(0);
    add.accept();
    vault.fails = true;
    Group bob = bobClient.join(add.welcome().orElseThrow());
    GroupLifecycleTest.assertAgreed(alice, bob);
    assertEquals(List.of(waiting.init()), bobClient.undestroyedKeys());
    bob.close();
    assertTrue(bobClient.group(alice.groupId()).isEmpty());
    WaitingKeyPackage unused = waiting(bobClient);
    bobClient.close();
    assertEquals(
        List.of(
            waiting.init(), waiting.leaf(), unused.init(), unused.leaf(), bobClient.signatureKey()),
        bobClient.undestroyedKeys());
    vault.fails = false;
    bobClient.destroyAgain();
    assertEquals(List.of(), bobClient.undestroyedKeys());
    assertEquals(List.of(), vault.list());
  }

  private static WaitingKeyPackage waiting(MlsClient client) {
    client.keyPackage();
    return client.waitingKeyPackages().get(0);
  }

  private static java.util.function.Function<Integer, Integer> padme() {
    return Padding.PADME::paddedLength;
  }

  private static MlsClient with(CipherSuite suite, String name) {
    return TestClients.builder(suite, name, SoftwareVault.create()).psks(DOOR).build();
  }

  private static void next(Group alice, Group bob) {
    ProposalsTest.commit(alice, bob);
  }

  private static final class Stubborn extends ForwardingVault {
    private boolean fails;

    Stubborn(KeyVault vault) {
      super(vault);
    }

    @Override
    public boolean destroy(KeyRef ref) {
      if (fails) {
        throw new VaultException("the token is out to lunch");
      }
      return super.destroy(ref);
    }
  }
}
