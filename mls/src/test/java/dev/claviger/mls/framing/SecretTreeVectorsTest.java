package dev.claviger.mls.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.ratchet.KeyPeek;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.ratchet.SecretTree;
import dev.claviger.mls.vectors.Vectors;
import org.junit.jupiter.api.Test;

class SecretTreeVectorsTest {
  @Test
  void everyKeyOfEveryRatchetIsAsInTheVectors() {
    for (JsonNode vector : Vectors.read("secret-tree.json")) {
      CipherSuite suite = Vectors.suite(vector);
      checkSenderData(suite, vector.get("sender_data"));
      JsonNode leaves = vector.get("leaves");
      try (SecretTree tree =
          new SecretTree(
              suite,
              new TreeSize(leaves.size()),
              Vectors.secret(vector, "encryption_secret"),
              RatchetWindow.DEFAULT)) {
        for (int i = 0; i < leaves.size(); i++) {
          for (JsonNode expected : leaves.get(i)) {
            check(tree, new LeafIndex(i), RatchetType.HANDSHAKE, "handshake", expected);
            check(tree, new LeafIndex(i), RatchetType.APPLICATION, "application", expected);
          }
        }
      }
    }
  }

  private static void check(
      SecretTree tree, LeafIndex leaf, RatchetType type, String name, JsonNode expected) {
    try (KeyPeek peek = tree.peek(leaf, type, expected.get("generation").intValue())) {
      assertEquals(Vectors.secret(expected, name + "_key"), peek.key().key());
      assertEquals(Vectors.secret(expected, name + "_nonce"), peek.key().nonce());
      peek.consume();
    }
  }

  private static void checkSenderData(CipherSuite suite, JsonNode expected) {
    try (SenderDataKey key =
        SenderDataKey.derive(
            suite,
            Vectors.secret(expected, "sender_data_secret"),
            Vectors.bytes(expected, "ciphertext"))) {
      assertEquals(Vectors.secret(expected, "key"), key.key());
      assertEquals(Vectors.secret(expected, "nonce"), key.nonce());
    }
  }
}
