package dev.claviger.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.wire.GroupId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Delivery Service that gave Bob's Commit to Alice and Carol's to Bob and Carol: how it shows,
 * and the ways out of docs/forks.md, one test each.
 */
class EquivocationTest {
  private final MlsClient aliceClient =
      TestClients.builder(TestClients.suite(), "alice", SoftwareVault.create())
          .keptEpochs(1)
          .build();
  private final MlsClient bobClient = TestClients.client("bob");
  private final MlsClient carolClient = TestClients.client("carol");
  private Group alice;
  private Group bob;
  private Group carol;
  private PendingCommit carols;

  @BeforeEach
  void fork() {
    bob = bobClient.createGroup();
    List<Group> joined = TestClients.add(bob, List.of(), aliceClient, carolClient);
    alice = joined.get(0);
    carol = joined.get(1);
    PendingCommit bobs = bob.commit().update().build();
    carols = carol.commit().update().build();
    alice.process(bobs.message());
    bob.process(carols.message());
    carols.accept();
  }

  @Test
  void itShows_byAuthenticatorsThatDiffer_andMessagesThatDoNotOpen() {
    assertEquals(bob.epoch().number(), alice.epoch().number());
    assertEquals(bob.epochAuthenticator(), carol.epochAuthenticator());
    assertNotEquals(bob.epochAuthenticator(), alice.epochAuthenticator());
    byte[] message = bob.protect("whom does it reach?");
    Refusals.assertRefused(Rule.SENDER_DATA_DECRYPTS, () -> alice.process(message));
    carol.process(message);
  }

  @Test
  void byRewind_theCommitOfTheOthersIsFollowed() {
    Received.Fork fork = assertInstanceOf(Received.Fork.class, alice.process(carols.message()));
    alice.rewind(fork.epoch());
    alice.process(carols.message());
    assertTogether(alice);
  }

  @Test
  void byAnExternalCommit_theMemberIsBack_withoutItsOldLeaf() {
    PendingJoin join = aliceClient.joinExternally(bob.groupInfo(true));
    bob.process(join.message());
    carol.process(join.message());
    assertTogether(join.accept());
    assertEquals(3, bob.members().size());
  }

  @Test
  void byBeingRemovedAndAdded_theMemberIsBack() {
    alice.delete();
    PendingCommit remove = bob.commit().remove(new LeafIndex(1)).build();
    carol.process(remove.message());
    remove.accept();
    PendingCommit add = bob.commit().add(aliceClient.keyPackage()).build();
    carol.process(add.message());
    add.accept();
    assertTogether(aliceClient.join(add.welcome().orElseThrow()));
  }

  @Test
  void byAReInit_thoseWhoAgreeBeginAnew_andLetTheMemberIn() {
    PendingCommit remove = bob.commit().remove(new LeafIndex(1)).build();
    carol.process(remove.message());
    remove.accept();
    GroupId next = new GroupId(Bytes.utf8("anew"));
    PendingCommit reInit = bob.commit().reInit(next, bob.epoch().suite(), List.of()).build();
    carol.process(reInit.message());
    reInit.accept();
    NewGroup created =
        bob.suspended().orElseThrow().create(bobClient, List.of(carolClient.keyPackage()));
    carol = carol.suspended().orElseThrow().join(carolClient, created.welcomes().get(0));
    bob = created.group();
    alice.delete();
    PendingCommit add = bob.commit().add(aliceClient.keyPackage()).build();
    carol.process(add.message());
    add.accept();
    assertTogether(aliceClient.join(add.welcome().orElseThrow()));
    assertEquals(next, bob.groupId());
  }

  private void assertTogether(Group back) {
    assertEquals(bob.epochAuthenticator(), back.epochAuthenticator());
    assertEquals(carol.epochAuthenticator(), back.epochAuthenticator());
    byte[] message = back.protect("here");
    assertEquals("here", ((Received.Application) bob.process(message)).text());
    assertEquals("here", ((Received.Application) carol.process(message)).text());
  }
}
