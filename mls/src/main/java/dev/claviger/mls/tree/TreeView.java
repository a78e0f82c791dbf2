package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.ParentNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What can be asked of a tree, whether it is finished or still being edited.
 *
 * <p>A hash that is not known is to be computed anew; the ancestors of such a node have none
 * either.
 */
public abstract sealed class TreeView permits RatchetTree, TreeEdit {
  final CipherSuite suite;
  TreeSize size;
  Slots<Node> nodes;
  TreeHashes hashes;

  /** Whether it is known that no key stands twice. */
  volatile boolean keysAreDistinct;

  TreeView(CipherSuite suite, TreeSize size, Slots<Node> nodes, TreeHashes hashes) {
    this.suite = suite;
    this.size = size;
    this.nodes = nodes;
    this.hashes = hashes;
  }

  public final CipherSuite suite() {
    return suite;
  }

  public final TreeSize size() {
    return size;
  }

  /** The node, or empty if it is blank or outside of the tree. */
  public final Optional<Node> node(NodeIndex index) {
    return size.contains(index) ? Optional.ofNullable(nodes.get(index.value())) : Optional.empty();
  }

  /** The leaf, or empty if it is blank or outside of the tree. */
  public final Optional<LeafNode> leaf(LeafIndex index) {
    return size.contains(index)
        ? Optional.ofNullable((LeafNode) nodes.get(index.node().value()))
        : Optional.empty();
  }

  /** Calls back for every leaf that is not blank, from the left. */
  public final void forEachLeaf(BiConsumer<LeafIndex, LeafNode> action) {
    for (int i = 0; i < nodes.length(); i += 2) {
      if (nodes.get(i) instanceof LeafNode leaf) {
        action.accept(new LeafIndex(i >>> 1), leaf);
      }
    }
  }

  /** Calls back for every node that is not blank, from the left. */
  public final void forEachNode(BiConsumer<NodeIndex, Node> action) {
    for (int i = 0; i < nodes.length(); i++) {
      Node node = nodes.get(i);
      if (node != null) {
        action.accept(new NodeIndex(i), node);
      }
    }
  }

  /**
   * Whether one of some keys may stand here, of whichever kind. If not, it is certain; if so, it
   * mostly does.
   */
  public final boolean mayHaveAny(Collection<Bytes> some) {
    return keys().mayContainAny(some);
  }

  /** What is known of the keys that stand here. */
  abstract KeyHistory keys();

  /** The non-blank nodes that together cover the leaves below a node (§4.1.1). */
  public final List<NodeIndex> resolution(NodeIndex index) {
    List<NodeIndex> resolution = new ArrayList<>();
    resolve(index, resolution);
    return resolution;
  }

  /** The direct path without the nodes whose copath child has an empty resolution (§4.1.2). */
  public final List<NodeIndex> filteredDirectPath(LeafIndex leaf) {
    List<NodeIndex> path = new ArrayList<>();
    for (NodeIndex at = leaf.node(); !at.equals(size.root()); at = size.parent(at)) {
      if (!isAllBlank(size.sibling(at))) {
        path.add(size.parent(at));
      }
    }
    return path;
  }

  /** The tree hash of a node (§7.8). */
  public final Bytes hash(NodeIndex index) {
    Bytes known = hashes.get(index.value());
    if (known != null) {
      return known;
    }
    Bytes computed =
        index.isLeaf()
            ? TreeHash.ofLeaf(suite, index.leaf(), leaf(index.leaf()))
            : TreeHash.ofParent(suite, parentNode(index), hash(index.left()), hash(index.right()));
    hashes.set(index.value(), computed);
    return computed;
  }

  /** The tree hash of the root, which is that of the tree. */
  public final Bytes rootHash() {
    return hash(size.root());
  }

  final Optional<ParentNode> parentNode(NodeIndex index) {
    return Optional.ofNullable((ParentNode) nodes.get(index.value()));
  }

  private void resolve(NodeIndex index, List<NodeIndex> resolution) {
    Node node = nodes.get(index.value());
    if (node != null) {
      resolution.add(index);
      if (node instanceof ParentNode parent) {
        for (LeafIndex leaf : parent.unmergedLeaves()) {
          resolution.add(leaf.node());
        }
      }
    } else if (!isAllBlank(index)) {
      resolve(index.left(), resolution);
      resolve(index.right(), resolution);
    }
  }

  private boolean isAllBlank(NodeIndex index) {
    return nodes.isBlank(index.firstLeaf().node().value(), index.lastLeaf().node().value());
  }
}
