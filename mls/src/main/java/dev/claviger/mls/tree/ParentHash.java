package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.wire.ParentNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parent hash of a node with a copath child (RFC 9420 §7.9).
 *
 * <pre>
 * struct {
 *     HPKEPublicKey encryption_key;
 *     opaque parent_hash&lt;V&gt;;
 *     opaque original_sibling_tree_hash&lt;V&gt;;
 * } ParentHashInput;
 * </pre>
 */
final class ParentHash {
  /** The lengths of a key, of two bytes if it is long, and of two hashes. */
  private static final int PREFIXES = 4;

  private ParentHash() {}

  static Bytes of(TreeView tree, ParentNode parent, NodeIndex sibling) {
    Bytes key = parent.encryptionKey().value();
    Bytes above = parent.parentHash();
    Bytes original = hashWithout(tree, sibling, below(sibling, parent.unmergedLeaves()));
    TlsWriter w = new TlsWriter(key.length() + above.length() + original.length() + PREFIXES);
    return tree.suite().hash(w.opaque(key).opaque(above).opaque(original).toBytes());
  }

  /** The leaves of a sorted list that lie below a node, as a view. */
  static List<LeafIndex> below(NodeIndex node, List<LeafIndex> leaves) {
    if (leaves.isEmpty()) {
      return leaves;
    }
    int from = lowerBound(leaves, node.firstLeaf());
    int to = lowerBound(leaves, new LeafIndex(node.lastLeaf().value() + 1));
    return leaves.subList(from, Math.max(from, to));
  }

  /** The tree hash as if these leaves, all below the node, had never been added. */
  private static Bytes hashWithout(TreeView tree, NodeIndex node, List<LeafIndex> removed) {
    if (removed.isEmpty()) {
      return tree.hash(node);
    }
    if (node.isLeaf()) {
      return TreeHash.ofLeaf(tree.suite(), node.leaf(), Optional.empty());
    }
    return TreeHash.ofParent(
        tree.suite(),
        tree.parentNode(node).map(parent -> without(parent, removed)),
        hashWithout(tree, node.left(), below(node.left(), removed)),
        hashWithout(tree, node.right(), below(node.right(), removed)));
  }

  private static ParentNode without(ParentNode parent, List<LeafIndex> removed) {
    List<LeafIndex> unmerged = new ArrayList<>(parent.unmergedLeaves());
    unmerged.removeIf(leaf -> java.util.Collections.binarySearch(removed, leaf) >= 0);
    return new ParentNode(parent.encryptionKey(), parent.parentHash(), unmerged);
  }

  private static int lowerBound(List<LeafIndex> leaves, LeafIndex leaf) {
    int at = java.util.Collections.binarySearch(leaves, leaf);
    return at >= 0 ? at : -at - 1;
  }
}
