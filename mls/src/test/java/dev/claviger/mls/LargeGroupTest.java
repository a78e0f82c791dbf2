package dev.claviger.mls;

import static dev.claviger.mls.GroupLifecycleTest.assertAgreed;
import static dev.claviger.mls.GroupLifecycleTest.assertText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.KeyPackage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeGroupTest {
  private static final int MEMBERS = 1000;

  @Test
  void groupOfAThousandIsBuiltJoinedCommittedAndProcessed() {
    Group alice = TestClients.client("alice").createGroup();
    List<MlsClient> clients = new ArrayList<>();
    List<KeyPackage> keyPackages = new ArrayList<>();
    for (int i = 1; i < MEMBERS; i++) {
      MlsClient client = TestClients.client("member " + i);
      clients.add(client);
      keyPackages.add(client.keyPackage());
    }
    long start = System.nanoTime();
    PendingCommit add = alice.commit().add(keyPackages).update().build();
    start = report("build: add 999 members with a path", start);
    add.accept();
    byte[] welcome = add.welcome().orElseThrow();
    start = report("accept and encode a Welcome of " + welcome.length + " bytes", start);
    Group bob = clients.get(0).join(welcome);
    start = report("join", start);
    Group last = clients.get(MEMBERS - 2).join(welcome);
    report("join", start);
    assertEquals(MEMBERS, last.members().size());
    assertAgreed(alice, bob, last);

    start = System.nanoTime();
    PendingCommit commit = last.commit().build();
    start = report("build: path over unmerged leaves", start);
    alice.process(commit.message());
    start = report("process", start);
    bob.process(commit.message());
    report("process", start);
    commit.accept();
    for (int i = 0; i < 5; i++) {
      start = System.nanoTime();
      PendingCommit next = alice.commit().remove(new LeafIndex(500 + i)).build();
      start = report("build: remove one", start);
      bob.process(next.message());
      report("process", start);
      last.process(next.message());
      next.accept();
    }
    assertAgreed(alice, bob, last);
    start = System.nanoTime();
    byte[] hello = last.protect("hello");
    start = report("protect", start);
    Received received = bob.process(hello);
    report("unprotect", start);
    assertText("hello", "member " + (MEMBERS - 1), received);
  }

  private static long report(String what, long start) {
    System.out.printf("1,000 members: %s: %d ms%n", what, (System.nanoTime() - start) / 1_000_000);
    return System.nanoTime();
  }
}
