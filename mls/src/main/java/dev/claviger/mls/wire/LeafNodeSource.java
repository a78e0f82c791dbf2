package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * How a leaf came to be in the tree, and what it carries for that reason (RFC 9420 §7.2).
 *
 * <pre>
 * enum {
 *     reserved(0),
 *     key_package(1),
 *     update(2),
 *     commit(3),
 *     (255)
 * } LeafNodeSource;
 * </pre>
 */
public sealed interface LeafNodeSource extends TlsStruct {
  /** LeafNodeSource.key_package. */
  int KEY_PACKAGE = 1;

  /** LeafNodeSource.update. */
  int UPDATE = 2;

  /** LeafNodeSource.commit. */
  int COMMIT = 3;

  /** The leaf of a KeyPackage, tied to no group. */
  record KeyPackage(Lifetime lifetime) implements LeafNodeSource {}

  /** The leaf of an Update proposal. */
  record Update() implements LeafNodeSource {}

  /** The leaf of a Commit's path. */
  record Commit(Bytes parentHash) implements LeafNodeSource {}

  static LeafNodeSource read(TlsReader r) {
    int source = r.uint8("LeafNode.leaf_node_source");
    return switch (source) {
      case KEY_PACKAGE -> new KeyPackage(Lifetime.read(r));
      case UPDATE -> new Update();
      case COMMIT -> new Commit(r.opaque("LeafNode.parent_hash"));
      default -> throw DecodeException.unknownSelector("LeafNode.leaf_node_source", source);
    };
  }

  @Override
  default void write(TlsWriter w) {
    if (this instanceof KeyPackage keyPackage) {
      w.uint8(KEY_PACKAGE).struct(keyPackage.lifetime());
    } else if (this instanceof Update) {
      w.uint8(UPDATE);
    } else if (this instanceof Commit commit) {
      w.uint8(COMMIT).opaque(commit.parentHash());
    }
  }
}
