package dev.claviger.mls.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.Refusals;
import dev.claviger.mls.TestClients;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.rule.Keeps;
import dev.claviger.mls.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTreeTest {
  private static final LeafIndex SENDER = new LeafIndex(2);

  private final CipherSuite suite = TestClients.suite();
  private final Secret encryptionSecret = secret();
  private final SecretTree sending = tree(secret());
  private final SecretTree receiving = tree(encryptionSecret);

  @Test
  void encryptionSecretIsZeroed_whenTheFirstKeyIsDerived() {
    sending.next(SENDER, RatchetType.APPLICATION);
    receiving.peek(SENDER, RatchetType.APPLICATION, 0).close();
    assertTrue(encryptionSecret.isDestroyed());
  }

  @Test
  void keysComeInAnyOrderWithinTheWindow() {
    List<Secret> keys = send(6);
    for (int generation : new int[] {3, 0, 5, 2, 4}) {
      assertEquals(keys.get(generation), receive(generation));
    }
  }

  @Test
  void peekWithoutConsuming_leavesTheKeyForTheGenuineMessage() {
    List<Secret> keys = send(4);
    receiving.peek(SENDER, RatchetType.APPLICATION, 3).close();
    receiving.peek(SENDER, RatchetType.APPLICATION, 1).close();
    assertEquals(keys.get(1), receive(1));
    receiving.peek(SENDER, RatchetType.APPLICATION, 0).close();
    assertEquals(keys.get(0), receive(0));
    assertEquals(keys.get(3), receive(3));
  }

  @Test
  void deletedKindOfKeys_isGone_forSendersHeardOfBeforeAndAfter() {
    List<Secret> keys = send(2);
    receiving.peek(SENDER, RatchetType.HANDSHAKE, 0).close();
    receiving.delete(RatchetType.HANDSHAKE);
    receiving.delete(RatchetType.HANDSHAKE);
    for (LeafIndex sender : List.of(SENDER, new LeafIndex(1))) {
      assertThrows(
          IllegalStateException.class, () -> receiving.peek(sender, RatchetType.HANDSHAKE, 0));
    }
    assertEquals(keys.get(1), receive(1));
    receiving.close();
  }

  @Test
  @Keeps(Rule.CONSUMED_KEYS_ARE_DELETED)
  void consumedKeyIsZeroed() {
    KeyPeek peek = receiving.peek(SENDER, RatchetType.APPLICATION, 1);
    Secret key = peek.key().key();
    peek.consume();
    peek.consume();
    peek.close();
    assertTrue(key.isDestroyed());
  }

  @Test
  @Keeps(Rule.CONSUMED_KEYS_ARE_DELETED)
  void keyThatWasSentWith_isGoneForItsSenderToo() {
    send(1);
    Refusals.assertRefused(
        Rule.GENERATION_IS_UNUSED, () -> sending.peek(SENDER, RatchetType.APPLICATION, 0));
  }

  @Test
  void usedGeneration_isRefused() {
    receive(0);
    assertRefused(Rule.GENERATION_IS_UNUSED, 0);
    receive(3);
    receive(1);
    assertRefused(Rule.GENERATION_IS_UNUSED, 1);
    assertRefused(Rule.GENERATION_IS_UNUSED, 3);
  }

  @Test
  void generationOlderThanTheWindow_isRefused() {
    receive(8);
    receive(4);
    assertRefused(Rule.GENERATION_IS_UNUSED, 3);
    receive(9);
    receive(5);
    assertRefused(Rule.GENERATION_IS_UNUSED, 4);
  }

  @Test
  void generationBeyondTheForwardLimit_isRefused() {
    assertRefused(Rule.GENERATION_IS_NEAR, 9);
    assertRefused(Rule.GENERATION_IS_NEAR, -1);
    receive(8);
    receive(17);
  }

  @Test
  void handshakeAndApplicationRatchetsAreIndependent() {
    receive(0);
    try (KeyPeek peek = receiving.peek(SENDER, RatchetType.HANDSHAKE, 0)) {
      peek.consume();
    }
    assertRefused(Rule.GENERATION_IS_UNUSED, 0);
  }

  @Test
  void closedTreeGivesNoKeys() {
    receiving.close();
    assertTrue(encryptionSecret.isDestroyed());
    assertThrows(
        IllegalStateException.class, () -> receiving.peek(SENDER, RatchetType.APPLICATION, 0));
  }

  private List<Secret> send(int count) {
    List<Secret> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try (MessageKey key = sending.next(SENDER, RatchetType.APPLICATION)) {
        assertEquals(i, key.generation());
        keys.add(key.key().copy());
      }
    }
    return keys;
  }

  private Secret receive(int generation) {
    try (KeyPeek peek = receiving.peek(SENDER, RatchetType.APPLICATION, generation)) {
      Secret key = peek.key().key().copy();
      peek.consume();
      return key;
    }
  }

  private void assertRefused(Rule rule, int generation) {
    Refusals.assertRefused(rule, () -> receiving.peek(SENDER, RatchetType.APPLICATION, generation));
  }

  private SecretTree tree(Secret secret) {
    return new SecretTree(suite, new TreeSize(4), secret, new RatchetWindow(4, 8));
  }

  private Secret secret() {
    return Secret.zeros(suite.hashLength());
  }
}
