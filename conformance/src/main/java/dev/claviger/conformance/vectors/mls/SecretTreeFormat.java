package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.framing.SenderDataKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.ratchet.KeyPeek;
import dev.claviger.mls.ratchet.RatchetType;
import dev.claviger.mls.ratchet.RatchetWindow;
import dev.claviger.mls.ratchet.SecretTree;
import java.util.List;

/** mlswg's {@code secret-tree.json}: message keys (RFC 9420 §9) and sender data keys (§6.3.2). */
final class SecretTreeFormat extends MlsFormat.OfSuite {
  SecretTreeFormat() {
    super("secret-tree");
  }

  @Override
  void check(CipherSuite suite, Fields in) {
    senderData(suite, in.object("sender_data"));
    List<List<Fields>> leaves = in.objectLists("leaves");
    TreeSize size = new TreeSize(leaves.size());
    try (SecretTree tree =
        new SecretTree(suite, size, in.secret("encryption_secret"), RatchetWindow.DEFAULT)) {
      for (int leaf = 0; leaf < leaves.size(); leaf++) {
        for (Fields generation : leaves.get(leaf)) {
          key(tree, new LeafIndex(leaf), RatchetType.HANDSHAKE, "handshake", generation);
          key(tree, new LeafIndex(leaf), RatchetType.APPLICATION, "application", generation);
        }
      }
    }
  }

  private static void senderData(CipherSuite suite, Fields in) {
    try (Secret secret = in.secret("sender_data_secret");
        SenderDataKey derived = SenderDataKey.derive(suite, secret, in.hex("ciphertext"))) {
      equal("key", in, derived.key());
      equal("nonce", in, derived.nonce());
    }
  }

  private static void key(
      SecretTree tree, LeafIndex leaf, RatchetType type, String name, Fields in) {
    try (KeyPeek peek = tree.peek(leaf, type, in.uint32("generation"))) {
      equal(name + "_key", in, peek.key().key());
      equal(name + "_nonce", in, peek.key().nonce());
      peek.consume();
    }
  }

  private static void equal(String field, Fields in, Secret actual) {
    Expect.equal(field, in.hex(field), Bytes.wrap(actual.expose()));
  }
}
