package dev.claviger.mls.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredSecretTreeTest {
  private static final LeafIndex SELF = new LeafIndex(1);
  private static final LeafIndex OTHER = new LeafIndex(2);
  private static final TreeSize SIZE = new TreeSize(4);
  private static final RatchetWindow WINDOW = new RatchetWindow(4, 8);

  private final CipherSuite suite = TestClients.suite();
  private final Rows rows = new Rows();
  private final SecretTree fresh = tree();
  private SecretTree tree = tree();

  /** What a store would hold. */
  private static final class Rows implements SecretTreeLog.Sink {
    final Map<NodeIndex, Secret> nodes = new HashMap<>();
    final Map<RatchetType, Map<LeafIndex, Secret>> ratchets = new EnumMap<>(RatchetType.class);
    int written;

    Rows() {
      for (RatchetType type : RatchetType.values()) {
        ratchets.put(type, new HashMap<>());
      }
    }

    @Override
    public void node(NodeIndex node, Optional<Secret> secret) {
      written++;
      secret.ifPresentOrElse(s -> nodes.put(node, s), () -> nodes.remove(node));
    }

    @Override
    public void ratchet(RatchetType type, LeafIndex sender, Optional<Secret> encoded) {
      written++;
      Map<LeafIndex, Secret> ofType = ratchets.get(type);
      encoded.ifPresentOrElse(e -> ofType.put(sender, e), () -> ofType.remove(sender));
    }
  }

  @Test
  void restoredTree_receivesWhatTheFirstOneWouldHave() {
    store();
    receives(3);
    save();
    restart();
    for (int generation : new int[] {1, 0, 2, 5}) {
      receives(generation);
    }
  }

  @Test
  void usedKeysAreNotStored() {
    store();
    Secret used = receive(tree, 0);
    save();
    restart();
    assertThrows(RuntimeException.class, () -> tree.peek(OTHER, RatchetType.APPLICATION, 0));
    assertFalse(used.isDestroyed());
  }

  @Test
  void onlyWhatChanged_isWrittenAgain() {
    store();
    save();
    rows.written = 0;
    receive(tree, 0);
    save();
    int forTheFirstMessageOfASender = rows.written;
    rows.written = 0;
    receive(tree, 1);
    save();
    assertEquals(1, rows.written);
    assertEquals(4, forTheFirstMessageOfASender); // node above, sibling, two ratchets
    rows.written = 0;
    save();
    assertEquals(0, rows.written);
  }

  @Test
  void nothingIsSent_beyondWhatIsReserved() {
    store();
    save();
    assertTrue(tree.needsReservation());
    assertThrows(IllegalStateException.class, () -> tree.next(SELF, RatchetType.APPLICATION));
    reserve(2);
    assertEquals(0, send());
    assertEquals(1, send());
    assertTrue(tree.needsReservation());
    assertThrows(IllegalStateException.class, () -> tree.next(SELF, RatchetType.APPLICATION));
  }

  @Test
  void whatACrashLeavesUnused_isSkippedAndNeverUsed() {
    store();
    save();
    reserve(4);
    assertEquals(0, send());
    restart();
    assertTrue(tree.needsReservation());
    reserve(4);
    assertEquals(4, send());
  }

  @Test
  void reservedKeysAreThoseOfTheSender() {
    store();
    save();
    reserve(2);
    send();
    try (MessageKey key = tree.next(SELF, RatchetType.APPLICATION);
        KeyPeek peek = fresh.peek(SELF, RatchetType.APPLICATION, 1)) {
      assertEquals(peek.key().key(), key.key());
    }
  }

  @Test
  void whatIsStoredOpensNothingThatWasReserved() {
    store();
    save();
    reserve(3);
    SecretTree thief = restored();
    for (int generation = 0; generation < 3; generation++) {
      int sent = generation;
      assertThrows(RuntimeException.class, () -> thief.peek(SELF, RatchetType.APPLICATION, sent));
    }
  }

  @Test
  void anotherProcessReservesWhatFollows() {
    store();
    save();
    reserve(2);
    SecretTree here = tree;
    restart();
    reserve(2);
    assertEquals(2, send());
    tree = here;
    assertEquals(0, send());
    assertEquals(1, send());
    reserve(1);
    assertEquals(4, send());
  }

  @Test
  void endOfAnEpoch_leavesOnlyWhatReceivesApplicationData() {
    store();
    tree.peek(OTHER, RatchetType.APPLICATION, 0).close();
    save();
    tree.delete(RatchetType.HANDSHAKE);
    tree.endSending();
    save();
    assertEquals(Map.of(), rows.ratchets.get(RatchetType.HANDSHAKE));
    assertEquals(
        List.of(OTHER), new ArrayList<>(rows.ratchets.get(RatchetType.APPLICATION).keySet()));
    tree.close();
    save();
    assertEquals(Map.of(), rows.nodes);
    assertEquals(Map.of(), rows.ratchets.get(RatchetType.APPLICATION));
  }

  private void store() {
    tree.store(SELF, true);
  }

  private void save() {
    tree.writeChanges(rows);
  }

  private void restart() {
    tree = restored();
    tree.store(SELF, false);
  }

  private SecretTree restored() {
    Map<NodeIndex, Secret> nodes = new HashMap<>();
    rows.nodes.forEach((node, secret) -> nodes.put(node, secret.copy()));
    return SecretTree.restore(suite, SIZE, WINDOW, nodes, rows.ratchets);
  }

  private void reserve(int count) {
    Map<LeafIndex, Secret> application = rows.ratchets.get(RatchetType.APPLICATION);
    application.put(SELF, tree.reserve(application.get(SELF), count));
  }

  private int send() {
    try (MessageKey key = tree.next(SELF, RatchetType.APPLICATION)) {
      return key.generation();
    }
  }

  private void receives(int generation) {
    assertEquals(receive(fresh, generation), receive(tree, generation));
  }

  private static Secret receive(SecretTree tree, int generation) {
    try (KeyPeek peek = tree.peek(OTHER, RatchetType.APPLICATION, generation)) {
      Secret key = peek.key().key().copy();
      peek.consume();
      return key;
    }
  }

  private SecretTree tree() {
    return new SecretTree(suite, SIZE, Secret.zeros(suite.hashLength()), WINDOW);
  }
}
