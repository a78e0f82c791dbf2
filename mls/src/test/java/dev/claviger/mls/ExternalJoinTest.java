package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.spi.ExternalCommitPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExternalJoinTest {
  static Stream<CipherSuite> suites() {
    return TestClients.suites().stream();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void clientLetsItselfIn_andTalks_inEverySuite(CipherSuite suite) {
    Group alice = TestClients.client(suite, "alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client(suite, "bob")).get(0);
    PendingJoin join =
        TestClients.client(suite, "carol")
            .joinExternally(alice.groupInfo(false), alice.ratchetTree());
    Received.NewEpoch seen =
        assertInstanceOf(Received.NewEpoch.class, alice.process(join.message()));
    bob.process(join.message());
    Group carol = join.accept();
    assertEquals(carol.epoch().self(), seen.changes().committer());
    assertEquals(List.of(carol.epoch().self()), seen.changes().added());
    GroupLifecycleTest.assertAgreed(alice, bob, carol);
    GroupLifecycleTest.assertText("hello", "carol", bob.process(carol.protect("hello")));
    PendingCommit renewal = bob.commit().build();
    alice.process(renewal.message());
    carol.process(renewal.message());
    GroupLifecycleTest.assertAgreed(alice, renewal.accept(), carol);
  }

  @Test
  void clientThatLostItsState_replacesItsOldLeaf() {
    Group alice = TestClients.client("alice").createGroup();
    MlsClient bobClient = TestClients.client("bob");
    Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
    PendingJoin resync = bobClient.joinExternally(alice.groupInfo(true));
    Received.NewEpoch seen =
        assertInstanceOf(Received.NewEpoch.class, alice.process(resync.message()));
    assertEquals(1, seen.changes().removed().size());
    assertInstanceOf(Received.Removed.class, bob.process(resync.message()));
    Group again = resync.accept();
    assertFalse(bob.isActive());
    assertEquals(again, bobClient.group(again.groupId()).orElseThrow());
    assertEquals(new LeafIndex(1), again.epoch().self().index());
    GroupLifecycleTest.assertAgreed(alice, again);
  }

  @Test
  void clientWithANewSignatureKey_replacesTheLeafItNames() {
    Group alice = TestClients.client("alice").createGroup();
    TestClients.add(alice, List.of(), TestClients.client("bob"));
    PendingJoin resync =
        TestClients.client("bob")
            .externalJoin(alice.groupInfo(true))
            .replacing(new LeafIndex(1))
            .build();
    alice.process(resync.message());
    GroupLifecycleTest.assertAgreed(alice, resync.accept());
    assertEquals(2, alice.members().size());
  }

  @Test
  void stateOfTheOldEpoch_isReplacedEvenIfTheClientStillHoldsIt() {
    Group alice = TestClients.client("alice").createGroup();
    MlsClient bobClient = TestClients.client("bob");
    Group stale = TestClients.add(alice, List.of(), bobClient).get(0);
    alice.commit().build().accept();
    PendingJoin resync = bobClient.joinExternally(alice.groupInfo(true));
    alice.process(resync.message());
    GroupLifecycleTest.assertAgreed(alice, resync.accept());
    assertFalse(stale.isActive());
  }

  @Test
  void droppedJoin_leavesNoKeyBehind() {
    KeyVault vault = SoftwareVault.create();
    MlsClient bobClient = TestClients.builder(TestClients.suite(), "bob", vault).build();
    Group alice = TestClients.client("alice").createGroup();
    PendingJoin join = bobClient.joinExternally(alice.groupInfo(true));
    assertEquals(2, vault.list().size());
    join.drop();
    join.drop();
    assertEquals(1, vault.list().size());
    assertThrows(IllegalStateException.class, join::accept);
  }

  @Test
  void joinThatTheApplicationForbids_isRefused() {
    Group alice = groupOf(ExternalCommitPolicy.deny());
    PendingJoin join = TestClients.client("bob").joinExternally(alice.groupInfo(true));
    Refusals.assertRefused(Rule.EXTERNAL_COMMIT_IS_ALLOWED, () -> alice.process(join.message()));
    alice.commit().build().accept();
  }

  @Test
  void resyncMayBeForbiddenAlone() {
    Group alice = groupOf(ExternalCommitPolicy.allowWithoutResync());
    MlsClient bobClient = TestClients.client("bob");
    PendingJoin join = bobClient.joinExternally(alice.groupInfo(true));
    alice.process(join.message());
    join.accept();
    PendingJoin resync = bobClient.joinExternally(alice.groupInfo(true));
    Refusals.assertRefused(Rule.EXTERNAL_COMMIT_IS_ALLOWED, () -> alice.process(resync.message()));
  }

  @Test
  void messageThatIsNoGroupInfo_isRefused() {
    byte[] message = TestClients.client("alice").createGroup().protect("hello");
    Refusals.assertRefused(
        Rule.MESSAGE_IS_OF_THIS_KIND, () -> TestClients.client("bob").joinExternally(message));
  }

  private static Group groupOf(ExternalCommitPolicy policy) {
    return TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
        .externalCommits(policy)
        .build()
        .createGroup();
  }
}
