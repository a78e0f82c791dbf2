package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.util.Arrays;

/**
 * A node of the ratchet tree that is not blank (RFC 9420 §12.4.3.3). {@link #write} gives the leaf
 * or parent alone; {@link #writeTagged} the struct below.
 *
 * <pre>
 * enum { reserved(0), leaf(1), parent(2), (255) } NodeType;
 *
 * struct {
 *     NodeType node_type;
 *     select (Node.node_type) {
 *         case leaf:   LeafNode leaf_node;
 *         case parent: ParentNode parent_node;
 *     };
 * } Node;
 * </pre>
 *
 * <p>Kept as its encoding, of which fields are read when they are asked for: a large tree is mostly
 * hashed, verified and passed on, all of which takes the encoding as it is.
 */
public abstract sealed class Node implements TlsStruct permits LeafNode, ParentNode {
  /** NodeType.leaf (§7.8). */
  public static final int LEAF = 1;

  /** NodeType.parent (§7.8). */
  public static final int PARENT = 2;

  final byte[] encoded;

  /** Takes the array over. */
  Node(byte[] encoded) {
    this.encoded = encoded;
  }

  /** The first field of either kind. */
  public final HpkePublicKey encryptionKey() {
    return new HpkePublicKey(Vectors.at(encoded, 0));
  }

  /** The parent hash of the next non-blank node above at the time it was set; may be empty. */
  public abstract Bytes parentHash();

  @Override
  public final Bytes encode() {
    return Bytes.wrap(encoded);
  }

  @Override
  public final void write(TlsWriter w) {
    w.fixed(encode());
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Node that
        && getClass() == that.getClass()
        && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(encoded);
  }

  public static Node readTagged(TlsReader r) {
    int type = r.uint8("Node.node_type");
    return switch (type) {
      case LEAF -> LeafNode.read(r);
      case PARENT -> ParentNode.read(r);
      default -> throw DecodeException.unknownSelector("Node.node_type", type);
    };
  }

  public final void writeTagged(TlsWriter w) {
    w.uint8(this instanceof LeafNode ? LEAF : PARENT).struct(this);
  }
}
