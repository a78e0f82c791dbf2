package dev.claviger.conformance.vectors.generate;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Message keys of early and later generations of every leaf (RFC 9420 §9). */
final class SecretTreeMaker implements Maker.OfSuite {
  private static final int[] SIZES = {1, 4};
  private static final int[] GENERATIONS = {0, 1, 15};

  @Override
  public Stream<Entry> make(CipherSuite suite, SeededRandom random) {
    return IntStream.of(SIZES).mapToObj(leaves -> entry(suite, leaves));
  }

  private static Entry entry(CipherSuite suite, int leaves) {
    Secret encryptionSecret = suite.randomSecret(suite.hashLength());
    Entry entry =
        Entry.of(suite)
            .object("sender_data", senderData(suite))
            .hex("encryption_secret", encryptionSecret);
    try (SecretTree tree =
        new SecretTree(suite, new TreeSize(leaves), encryptionSecret, RatchetWindow.DEFAULT)) {
      return entry.objectLists(
          "leaves",
          IntStream.range(0, leaves)
              .mapToObj(leaf -> generations(tree, new LeafIndex(leaf)))
              .toList());
    }
  }

  private static List<Entry> generations(SecretTree tree, LeafIndex leaf) {
    return IntStream.of(GENERATIONS)
        .mapToObj(
            generation -> {
              Entry entry = new Entry().number("generation", generation);
              put(entry, tree, leaf, RatchetType.HANDSHAKE, "handshake", generation);
              put(entry, tree, leaf, RatchetType.APPLICATION, "application", generation);
              return entry;
            })
        .toList();
  }

  private static void put(
      Entry entry, SecretTree tree, LeafIndex leaf, RatchetType type, String name, int generation) {
    try (KeyPeek peek = tree.peek(leaf, type, generation)) {
      entry.hex(name + "_key", peek.key().key()).hex(name + "_nonce", peek.key().nonce());
    }
  }

  private static Entry senderData(CipherSuite suite) {
    Bytes ciphertext = suite.randomBytes(77);
    try (Secret secret = suite.randomSecret(suite.hashLength());
        SenderDataKey key = SenderDataKey.derive(suite, secret, ciphertext)) {
      return new Entry()
          .hex("sender_data_secret", secret)
          .hex("ciphertext", ciphertext)
          .hex("key", key.key())
          .hex("nonce", key.nonce());
    }
  }
}
