package dev.claviger.mls.stored;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.Group;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.PendingJoin;
import dev.claviger.mls.Received;
import dev.claviger.mls.spi.StoreRestoredException;
import dev.claviger.mls.wire.GroupId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A store that was found to be a restored copy sends nothing with what may be used already. */
class RestoredGroupTest {
  private final StoredMember alice = new StoredMember("alice");
  private final StoredMember bob = new StoredMember("bob");
  private final Group ours = alice.client.createGroup(new GroupId(Bytes.utf8("restored")));
  private final Group other = alice.client.createGroup(new GroupId(Bytes.utf8("other")));
  private final Group theirs = join();

  private Group join() {
    PendingCommit commit = ours.commit().add(bob.client.keyPackage()).update().build();
    commit.accept();
    return bob.client.join(commit.welcome().orElseThrow());
  }

  @Test
  void nothingIsSentIntoTheGroup_byWhoHasItInMemory_norAfterARestart() {
    ours.protect("reserves a block");
    alice.memory().foundRestored();
    for (Group group : List.of(ours, alice.restart(ours.groupId()))) {
      List<Executable> sends =
          List.of(
              () -> group.protect("no"),
              () -> group.propose().update(),
              () -> group.propose().remove(group.members().get(1)),
              () -> group.commit().update().build(),
              () -> group.groupInfo(true),
              () ->
                  group.branch(alice.client, new GroupId(Bytes.utf8("sub")), List.of(), List.of()));
      for (Executable send : sends) {
        StoreRestoredException thrown = assertThrows(StoreRestoredException.class, send);
        assertTrue(thrown.getMessage().contains("rejoin by an external Commit"));
      }
    }
  }

  @Test
  void whatComesIsRead_andCommitsAreFollowed_butThatMakesItNoNewer() {
    alice.memory().foundRestored();
    assertEquals("hello", ((Received.Application) ours.process(theirs.protect("hello"))).text());
    PendingCommit commit = theirs.commit().update().build();
    ours.process(commit.message());
    commit.accept();
    assertEquals(theirs.epochAuthenticator(), ours.epochAuthenticator());
    ours.process(theirs.propose().update());
    assertEquals(1, ours.pendingProposals().size());
    assertThrows(StoreRestoredException.class, () -> ours.protect("no"));
  }

  @Test
  void rejoining_clearsIt_forThatGroupAlone() {
    alice.memory().foundRestored();
    PendingJoin rejoin = alice.client.joinExternally(theirs.groupInfo(true));
    theirs.process(rejoin.message());
    Group again = rejoin.accept();
    theirs.process(again.protect("back"));
    theirs.process(alice.restart(ours.groupId()).protect("still"));
    assertThrows(StoreRestoredException.class, () -> other.protect("no"));
  }

  @Test
  void aGroupThatIsDeleted_andMadeAnew_sends() {
    alice.memory().foundRestored();
    other.delete();
    alice.client.createGroup(other.groupId()).protect("yes");
  }

  @Test
  void aKeyPackageFromBefore_isNotJoinedWith_andOneMadeSinceIs() {
    StoredMember carol = new StoredMember("carol");
    PendingCommit first = theirs.commit().add(carol.client.keyPackage()).build();
    ours.process(first.message());
    first.accept();
    carol.memory().foundRestored();
    byte[] welcome = first.welcome().orElseThrow();
    assertThrows(StoreRestoredException.class, () -> carol.client.join(welcome));
    assertEquals(1, carol.client.waitingKeyPackages().size(), "it can be withdrawn");
    carol.client.waitingKeyPackages().forEach(old -> carol.client.withdraw(old.keyPackage()));
    PendingCommit remove = theirs.commit().remove(theirs.members().get(2)).build();
    ours.process(remove.message());
    remove.accept();
    PendingCommit second = theirs.commit().add(carol.client.keyPackage()).build();
    ours.process(second.message());
    second.accept();
    Group joined = carol.client.join(second.welcome().orElseThrow());
    ours.process(joined.protect("here"));
  }
}
