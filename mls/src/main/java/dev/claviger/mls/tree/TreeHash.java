package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.ParentNode;
import java.util.Optional;

/**
 * The tree hash of one node (RFC 9420 §7.8).
 *
 * <pre>
 * struct {
 *   NodeType node_type;
 *   select (TreeHashInput.node_type) {
 *     case leaf:   LeafNodeHashInput leaf_node;
 *     case parent: ParentNodeHashInput parent_node;
 *   };
 * } TreeHashInput;
 *
 * struct {
 *     uint32 leaf_index;
 *     optional&lt;LeafNode&gt; leaf_node;
 * } LeafNodeHashInput;
 *
 * struct {
 *     optional&lt;ParentNode&gt; parent_node;
 *     opaque left_hash&lt;V&gt;;
 *     opaque right_hash&lt;V&gt;;
 * } ParentNodeHashInput;
 * </pre>
 */
final class TreeHash {
  /** The octets of the two kinds, and the lengths of two hashes. */
  private static final int PREFIXES = 4;

  private TreeHash() {}

  static Bytes ofLeaf(CipherSuite suite, LeafIndex index, Optional<LeafNode> leaf) {
    TlsWriter w = new TlsWriter(leaf.isPresent() ? 512 : 8);
    w.uint8(Node.LEAF).uint32(index.value()).optional(leaf);
    return suite.hash(w.toBytes());
  }

  static Bytes ofParent(CipherSuite suite, Optional<ParentNode> parent, Bytes left, Bytes right) {
    int length = parent.map(p -> p.encode().length()).orElse(0) + left.length() + right.length();
    TlsWriter w = new TlsWriter(length + PREFIXES);
    w.uint8(Node.PARENT).optional(parent).opaque(left).opaque(right);
    return suite.hash(w.toBytes());
  }
}
