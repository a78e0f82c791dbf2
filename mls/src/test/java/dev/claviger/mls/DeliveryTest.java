package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.MlsMessage;
import dev.claviger.mls.wire.PrivateMessage;
import dev.claviger.mls.wire.PublicMessage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Delivery Services of different kinds need (RFC 9420 §14), and other clients of ours. */
class DeliveryTest {
  @Test
  void welcomesOfAPendingCommit_areToBeHadForAServiceThatHoldsThemBack() {
    Group alice = TestClients.client("alice").createGroup();
    MlsClient bobClient = TestClients.client("bob");
    PendingCommit add = alice.commit().add(bobClient.keyPackage()).build();
    byte[] early = add.bundledWelcomes().get(0);
    assertThrows(IllegalStateException.class, add::welcomes);
    assertEquals(0, alice.epoch().number());
    add.accept();
    assertEquals(Bytes.copyOf(early), Bytes.copyOf(add.bundledWelcomes().get(0)));
    GroupLifecycleTest.assertAgreed(alice, bobClient.join(early));
    assertEquals(List.of(), alice.commit().build().bundledWelcomes());
  }

  @Test
  void welcomesOfADroppedCommit_areNot() {
    Group alice = TestClients.client("alice").createGroup();
    PendingCommit add = alice.commit().add(TestClients.client("bob").keyPackage()).build();
    add.drop();
    assertThrows(IllegalStateException.class, add::bundledWelcomes);
  }

  @Test
  void handshakesAreInClear_inTheGroupsThatTheApplicationNames() {
    GroupId clear = new GroupId(Bytes.utf8("clear"));
    MlsClient alice =
        TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
            .publicHandshakes(clear::equals)
            .build();
    assertInstanceOf(PublicMessage.class, commit(alice.createGroup(clear)));
    assertInstanceOf(PrivateMessage.class, commit(alice.createGroup()));
    assertInstanceOf(
        PublicMessage.class, body(alice.group(clear).orElseThrow().propose().update()));
  }

  @Test
  void subgroupIsJoined_byAnotherClientOfTheSameMember_withTheTreeBeside() {
    MlsClient aliceClient = TestClients.client("alice");
    Group alice = aliceClient.createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    MlsClient bobsOther = TestClients.client("bob");
    NewGroup branch =
        alice.branch(
            aliceClient,
            new GroupId(Bytes.utf8("branch")),
            List.of(),
            List.of(bobsOther.keyPackage()),
            new NewGroupForm(false, true));
    byte[] welcome = branch.welcomes().get(0);
    Refusals.assertRefused(
        Rule.TREE_IS_AT_HAND, () -> bob.joinBranch(bobsOther, welcome, Optional.empty()));
    Group joined = bob.joinBranch(bobsOther, welcome, Optional.of(branch.group().ratchetTree()));
    GroupLifecycleTest.assertAgreed(branch.group(), joined);
    assertTrue(bob.isActive());
  }

  @Test
  void reinitializedGroupIsJoined_withTheTreeBeside() {
    Group alice = TestClients.client("alice").createGroup();
    Group bob = TestClients.add(alice, List.of(), TestClients.client("bob")).get(0);
    PendingCommit last =
        alice
            .commit()
            .reInit(new GroupId(Bytes.utf8("next")), TestClients.suite().id(), List.of())
            .build();
    bob.process(last.message());
    last.accept();
    MlsClient alicesNext = TestClients.client("alice");
    MlsClient bobsNext = TestClients.client("bob");
    NewGroup next =
        alice
            .suspended()
            .orElseThrow()
            .create(alicesNext, List.of(bobsNext.keyPackage()), new NewGroupForm(false, false));
    Group joined =
        bob.suspended()
            .orElseThrow()
            .join(bobsNext, next.welcomes().get(0), next.group().ratchetTree());
    GroupLifecycleTest.assertAgreed(next.group(), joined);
  }

  private static Object commit(Group group) {
    return body(group.commit().build().message());
  }

  private static Object body(byte[] message) {
    return MlsMessage.decode(Bytes.copyOf(message)).body();
  }
}
