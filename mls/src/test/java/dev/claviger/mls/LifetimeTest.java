package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.wire.KeyPackage;
import dev.claviger.mls.wire.Lifetime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who must be current, and when (RFC 9420 §7.3). */
class LifetimeTest {
  private static final Duration LIFE = LifetimePolicy.DEFAULT.own();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestClock clock = new TestClock();
  private final Group alice = client("alice", LifetimePolicy.DEFAULT).createGroup();

  @Test
  void memberWhoseTimeIsOver_doesNotLockTheDoor() {
    clock.advance(LIFE.multipliedBy(4));
    GroupLifecycleTest.assertAgreed(alice, join(client("bob", LifetimePolicy.DEFAULT)));
    PendingJoin join =
        client("carol", LifetimePolicy.DEFAULT).joinExternally(alice.groupInfo(true));
    alice.process(join.message());
    GroupLifecycleTest.assertAgreed(alice, join.accept());
  }

  @Test
  void joinerMayInsistOnCurrentMembers() {
    LifetimePolicy strict = LifetimePolicy.DEFAULT.stale(Duration.ofDays(1));
    clock.advance(LIFE.plus(Duration.ofDays(1)));
    GroupLifecycleTest.assertAgreed(alice, join(client("bob", strict)));
    clock.advance(SECOND);
    Refusals.assertRefused(Rule.LIFETIME_IS_CURRENT, () -> join(client("carol", strict)));
    Refusals.assertRefused(
        Rule.LIFETIME_IS_CURRENT,
        () -> client("dave", strict).joinExternally(alice.groupInfo(true)));
    Refusals.assertRefused(
        Rule.LIFETIME_IS_CURRENT,
        () ->
            PublicGroup.builder()
                .suite(TestClients.suite())
                .lifetimes(strict)
                .clock(clock)
                .follow(alice.groupInfo(true)));
    alice.commit().build().accept();
    Group erin = join(client("erin", strict));
    GroupLifecycleTest.assertAgreed(alice, erin);
  }

  @Test
  void keyPackageWhoseTimeIsOver_isNotSent() {
    KeyPackage old = client("bob", LifetimePolicy.DEFAULT).keyPackage();
    alice.propose().add(old);
    clock.advance(LIFE);
    assertEquals(1, alice.commit().build().changes().added().size());
    clock.advance(SECOND);
    Refusals.assertRefused(Rule.LIFETIME_IS_CURRENT, () -> alice.commit().add(old).build());
    Refusals.assertRefused(Rule.LIFETIME_IS_CURRENT, () -> alice.propose().add(old));
    PublicGroup service =
        PublicGroup.builder().suite(TestClients.suite()).clock(clock).follow(alice.groupInfo(true));
    Refusals.assertRefused(Rule.LIFETIME_IS_CURRENT, () -> service.check(old));
    assertEquals(0, alice.commit().build().changes().added().size(), "the pending one is left out");
  }

  @Test
  void commitThatComesLate_isFollowed_forAWeek() {
    Group bob = join(client("bob", LifetimePolicy.DEFAULT));
    Group carol = join(client("carol", LifetimePolicy.DEFAULT.late(Duration.ZERO)), bob);
    PendingCommit add =
        alice.commit().add(client("dave", LifetimePolicy.DEFAULT).keyPackage()).build();
    clock.advance(LIFE.plus(LifetimePolicy.DEFAULT.late()));
    Refusals.assertRefused(Rule.LIFETIME_IS_CURRENT, () -> carol.process(add.message()));
    InspectedCommit inspected = bob.inspect(add.message());
    clock.advance(SECOND);
    assertEquals(1, inspected.changes().added().size());
    inspected.accept();
    GroupLifecycleTest.assertAgreed(add.accept(), bob);
  }

  @Test
  void lifetimeThatIsOver_isOverBySoMuch() {
    Lifetime lifetime = new Lifetime(100, 200);
    assertEquals(
        List.of(true, false, true, false),
        List.of(
            lifetime.covers(at(200), Duration.ZERO),
            lifetime.covers(at(201), Duration.ZERO),
            lifetime.covers(at(260), Duration.ofMinutes(1)),
            lifetime.covers(at(261), Duration.ofMinutes(1))));
    assertEquals(
        List.of(false, true),
        List.of(
            lifetime.covers(at(99), Duration.ofDays(1)),
            lifetime.covers(at(100), Duration.ofDays(99999))));
    assertThrows(
        IllegalArgumentException.class, () -> LifetimePolicy.DEFAULT.late(SECOND.negated()));
    assertThrows(
        IllegalArgumentException.class, () -> LifetimePolicy.DEFAULT.stale(SECOND.negated()));
  }

  private static java.time.Instant at(long second) {
    return java.time.Instant.ofEpochSecond(second);
  }

  private Group join(MlsClient client, Group... others) {
    PendingCommit add = alice.commit().add(client.keyPackage()).build();
    ProposalsTest.deliver(add.message(), others);
    add.accept();
    return client.join(add.welcome().orElseThrow());
  }

  private MlsClient client(String name, LifetimePolicy lifetimes) {
    return TestClients.builder(TestClients.suite(), name, SoftwareVault.create())
        .clock(clock)
        .lifetimes(lifetimes)
        .build();
  }
}
