package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.GroupId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reinitialization and subgroups (RFC 9420 §11.2, §11.3). */
class LifecycleEndsTest {
  private static final GroupId NEW = new GroupId(Bytes.utf8("new"));

  static Stream<CipherSuite> suites() {
    return TestClients.suites().stream();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void groupMovesToEverySuite(CipherSuite suite) {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    ProposalsTest.deliver(bob.propose().reInit(NEW, suite.id(), List.of()), alice);
    PendingCommit commit = alice.commit().build();
    Received.ReInit forBob = assertInstanceOf(Received.ReInit.class, bob.process(commit.message()));
    commit.accept();
    assertEquals(suite.id(), forBob.group().reInit().cipherSuite());
    assertSuspended(alice);
    assertSuspended(bob);

    MlsClient aliceThere = TestClients.client(suite, "alice");
    MlsClient bobThere = TestClients.client(suite, "bob");
    NewGroup created =
        bob.suspended().orElseThrow().create(bobThere, List.of(aliceThere.keyPackage()));
    Group joined = alice.suspended().orElseThrow().join(aliceThere, created.welcomes().get(0));
    GroupLifecycleTest.assertAgreed(created.group(), joined);
    assertEquals(NEW, joined.groupId());
    assertEquals(1, joined.epoch().number());
    GroupLifecycleTest.assertText("here", "bob", joined.process(created.group().protect("here")));
    alice.close();
    bob.close();
  }

  @Test
  void sameClientJoinsTheNewGroupLikeAnyOther() {
    MlsClient bobClient = TestClients.client("bob");
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
    PendingCommit commit = alice.commit().reInit(NEW, alice.epoch().suite(), List.of()).build();
    bob.process(commit.message());
    assertInstanceOf(Received.ReInit.class, alice.process(commit.message()));
    MlsClient aliceThere = TestClients.client("alice");
    SuspendedGroup suspended = alice.suspended().orElseThrow();
    Refusals.assertRefused(
        Rule.REINIT_KEEPS_THE_MEMBERS, () -> suspended.create(aliceThere, List.of()));
    NewGroup created = suspended.create(aliceThere, List.of(bobClient.keyPackage()));
    GroupLifecycleTest.assertAgreed(created.group(), bobClient.join(created.welcomes().get(0)));
  }

  @Test
  void suspendedGroup_readsLateDataOfThePast() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    byte[] late = bob.protect("late");
    byte[] before = bob.commit().build().message();
    alice.commit().reInit(NEW, new CipherSuiteId(1), List.of()).build().accept();
    Refusals.assertRefused(Rule.COMMIT_IS_NOT_LATE, () -> alice.process(before));
    GroupLifecycleTest.assertText("late", "bob", alice.process(late));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void subgroupOfTwoOfThree_inEverySuite(CipherSuite suite) {
    MlsClient aliceClient = TestClients.client(suite, "alice");
    MlsClient bobClient = TestClients.client(suite, "bob");
    Group alice = aliceClient.createGroup();
    Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
    Group carol = TestClients.add(alice, List.of(bob), TestClients.client(suite, "carol")).get(0);
    NewGroup branch = alice.branch(aliceClient, NEW, List.of(), List.of(bobClient.keyPackage()));
    Group joined = bobClient.join(branch.welcomes().get(0));
    GroupLifecycleTest.assertAgreed(branch.group(), joined);
    assertEquals(2, joined.members().size());
    GroupLifecycleTest.assertAgreed(alice, bob, carol);
    GroupLifecycleTest.assertText("psst", "alice", joined.process(branch.group().protect("psst")));
  }

  @Test
  void subgroupIsJoined_afterTheGroupHasGoneOn_butNotForEver() {
    MlsClient aliceClient = TestClients.client("alice");
    MlsClient bobClient = TestClients.client("bob");
    Group alice = aliceClient.createGroup();
    Group bob = TestClients.add(alice, List.of(), bobClient).get(0);
    GroupId other = new GroupId(Bytes.utf8("other"));
    NewGroup branch = alice.branch(aliceClient, NEW, List.of(), List.of(bobClient.keyPackage()));
    NewGroup late = alice.branch(aliceClient, other, List.of(), List.of(bobClient.keyPackage()));
    for (int epoch = 0; epoch < 3; epoch++) {
      ProposalsTest.commit(alice, bob);
    }
    Group joined = bobClient.join(branch.welcomes().get(0));
    GroupLifecycleTest.assertAgreed(branch.group(), joined);
    ProposalsTest.commit(alice, bob);
    byte[] tooLate = late.welcomes().get(0);
    Refusals.assertRefused(Rule.PSK_IS_AVAILABLE, () -> bobClient.join(tooLate));
  }

  @Test
  void subgroupWithAStranger_isNotCreated() {
    MlsClient aliceClient = TestClients.client("alice");
    Group alice = aliceClient.createGroup();
    var stranger = TestClients.client("mallory").keyPackage();
    Refusals.assertRefused(
        Rule.BRANCH_MEMBERS_ARE_KNOWN,
        () -> alice.branch(aliceClient, NEW, List.of(), List.of(stranger)));
    assertTrue(aliceClient.group(NEW).isEmpty());
  }

  private static void assertSuspended(Group group) {
    for (Runnable action :
        List.<Runnable>of(
            () -> group.protect("more"),
            () -> group.commit().build(),
            () -> group.propose().update(),
            () -> group.groupInfo(true))) {
      Refusals.assertRefused(Rule.GROUP_IS_NOT_SUSPENDED, action);
    }
    assertTrue(group.isActive());
    assertEquals(32, group.export("label", Bytes.empty(), 32).length());
    assertEquals(2, group.members().size());
  }
}
