package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

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
 */
public sealed interface Node extends TlsStruct permits LeafNode, ParentNode {
  /** NodeType.leaf (§7.8). */
  int LEAF = 1;

  /** NodeType.parent (§7.8). */
  int PARENT = 2;

  HpkePublicKey encryptionKey();

  /** The parent hash of the next non-blank node above at the time it was set; may be empty. */
  Bytes parentHash();

  static Node readTagged(TlsReader r) {
    int type = r.uint8("Node.node_type");
    return switch (type) {
      case LEAF -> LeafNode.read(r);
      case PARENT -> ParentNode.read(r);
      default -> throw DecodeException.unknownSelector("Node.node_type", type);
    };
  }

  default void writeTagged(TlsWriter w) {
    w.uint8(this instanceof LeafNode ? LEAF : PARENT).struct(this);
  }
}
