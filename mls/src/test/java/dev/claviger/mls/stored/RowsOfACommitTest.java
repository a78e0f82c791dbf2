package dev.claviger.mls.stored;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.wire.KeyPackage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a Commit writes grows with the depth of the tree, and not with the number of members. */
class RowsOfACommitTest {
  /** Of each level: a node, the key of one on our path, and a secret of the new epoch. */
  private static final int ROWS_A_LEVEL = 3;

  /** Of a node: its keys in the tree, its secret, and the same in a Commit that waits. */
  private static final int BYTES_A_LEVEL = 1000;

  private record Written(int rows, int bytes) {
    static Written of(StoredMember member) {
      return new Written(member.store.last.rows(), member.store.last.bytes());
    }

    /** The message has a ciphertext for each member that has never committed. */
    Written without(PendingCommit commit) {
      return new Written(rows, bytes - commit.message().length);
    }
  }

  private record Figures(Written processed, Written built, Written accepted) {}

  @Test
  void sixteenTimesTheMembers_areFourLevelsMore() {
    Figures few = figures(16);
    Figures many = figures(256);
    System.out.println("a Commit of 16 members writes " + few + ", of 256 " + many);
    assertGrowth(few.processed(), many.processed());
    assertGrowth(few.built(), many.built());
    assertGrowth(few.accepted(), many.accepted());
  }

  private static void assertGrowth(Written few, Written many) {
    assertTrue(few.rows() > 0 && few.bytes() > 0, "nothing was counted");
    assertTrue(many.rows() - few.rows() <= 4 * ROWS_A_LEVEL, () -> few + ", then " + many);
    assertTrue(many.bytes() - few.bytes() <= 4 * BYTES_A_LEVEL, () -> few + ", then " + many);
  }

  private static Figures figures(int members) {
    StoredMember alice = new StoredMember("alice");
    StoredMember bob = new StoredMember("bob");
    List<KeyPackage> others = new ArrayList<>();
    for (int i = 2; i < members; i++) {
      try (MlsClient passing = TestClients.client("member " + i)) {
        others.add(passing.keyPackage());
      }
    }
    others.add(bob.client.keyPackage());
    Group a = alice.client.createGroup();
    PendingCommit add = a.commit().add(others).update().build();
    add.accept();
    Group b = bob.client.join(add.welcome().orElseThrow());
    for (int i = 0; i < 2; i++) { // until nobody is unmerged on the two paths
      follow(a, b);
      follow(b, a);
    }
    PendingCommit commit = a.commit().update().build();
    Written built = Written.of(alice).without(commit);
    b.process(commit.message());
    Written processed = Written.of(bob);
    commit.accept();
    return new Figures(processed, built, Written.of(alice).without(commit));
  }

  private static void follow(Group from, Group to) {
    PendingCommit commit = from.commit().update().build();
    to.process(commit.message());
    commit.accept();
  }
}
