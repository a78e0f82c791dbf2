package dev.claviger.mls.tree;

import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.index.NodeIndex;
import dev.claviger.mls.index.TreeSize;
import dev.claviger.mls.wire.LeafNode;
import dev.claviger.mls.wire.Node;
import dev.claviger.mls.wire.ParentNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A tree on its way from one epoch to the next (RFC 9420 §12.1.1 to §12.1.3). Confined to the
 * thread that made it; {@link #freeze} ends it.
 */
public final class TreeEdit extends TreeView {
  /** No leaf left of this one is blank. */
  private int firstBlank;

  private final KeyHistory keys;

  /**
   * @param before the tree that the nodes are of
   */
  TreeEdit(RatchetTree before, TreeSize size, Slots<Node> nodes, TreeHashes hashes) {
    super(before.suite, size, nodes, hashes);
    this.keys = before.keys();
    this.keysAreDistinct = before.keysAreDistinct;
  }

  @Override
  KeyHistory keys() {
    return keys;
  }

  /**
   * Puts a new member at the leftmost blank leaf, extending the tree if there is none (§12.1.1).
   */
  public LeafIndex add(LeafNode leaf) {
    LeafIndex index = reserve();
    for (NodeIndex at : size.directPath(index.node())) {
      if (nodes.get(at.value()) instanceof ParentNode parent) {
        nodes.set(at.value(), withUnmerged(parent, index));
      }
    }
    set(index.node(), leaf);
    return index;
  }

  /**
   * The leftmost blank leaf, after extending the tree if there is none: where an external Commit
   * puts its sender (§12.4.2).
   */
  public LeafIndex reserve() {
    while (firstBlank < size.leafCount() && nodes.get(2 * firstBlank) != null) {
      firstBlank++;
    }
    if (firstBlank == size.leafCount()) {
      extend();
    }
    return new LeafIndex(firstBlank);
  }

  /** Replaces a member's leaf and blanks its direct path (§12.1.2). */
  public void update(LeafIndex index, LeafNode leaf) {
    blankDirectPath(index);
    set(index.node(), leaf);
  }

  /** Blanks a member's leaf and direct path (§12.1.3); {@link #truncate} must follow. */
  public void remove(LeafIndex index) {
    blankDirectPath(index);
    set(index.node(), null);
    firstBlank = Math.min(firstBlank, index.value());
  }

  /** Drops the right half of the tree as long as all its leaves are blank (§7.7, §12.1.3). */
  public void truncate() {
    while (size.leafCount() > 1 && isRightHalfBlank()) {
      size = size.truncated();
      resize();
    }
  }

  /** The finished tree; the edit must not be used again. */
  public RatchetTree freeze() {
    RatchetTree tree = new RatchetTree(this);
    nodes = null;
    hashes = null;
    return tree;
  }

  void blankDirectPath(LeafIndex index) {
    for (NodeIndex at : size.directPath(index.node())) {
      nodes.set(at.value(), null);
    }
    markDirty(index.node());
  }

  /** Sets or, with null, blanks a node. */
  void set(NodeIndex index, Node node) {
    if (node != null) {
      keysAreDistinct = areNew(node, nodes.get(index.value())) && keysAreDistinct;
    }
    nodes.set(index.value(), node);
    markDirty(index);
  }

  /** A member who keeps the signature key adds none. */
  private boolean areNew(Node node, Node old) {
    boolean keepsSignatureKey =
        node instanceof LeafNode leaf
            && old instanceof LeafNode was
            && leaf.signatureKey().equals(was.signatureKey());
    return keepsSignatureKey ? keys.add(node.encryptionKey().value()) : keys.add(node);
  }

  private void extend() {
    size = size.extended();
    resize();
  }

  private void resize() {
    nodes = nodes.copy(size.nodeCount());
    hashes = hashes.copy(size.nodeCount());
  }

  private boolean isRightHalfBlank() {
    return nodes.isBlank(size.root().value() + 1, nodes.length() - 1);
  }

  /**
   * Forgets the hash of a node and of its ancestors. Above a hash that is not known, none is: it
   * would have been computed from it.
   */
  private void markDirty(NodeIndex index) {
    hashes.forget(index.value());
    NodeIndex at = index;
    while (!at.equals(size.root())) {
      at = size.parent(at);
      if (!hashes.isKnown(at.value())) {
        return;
      }
      hashes.forget(at.value());
    }
  }

  private static ParentNode withUnmerged(ParentNode parent, LeafIndex leaf) {
    List<LeafIndex> unmerged = new ArrayList<>(parent.unmergedLeaves().size() + 1);
    unmerged.addAll(parent.unmergedLeaves());
    int at = Collections.binarySearch(unmerged, leaf);
    unmerged.add(-at - 1, leaf);
    return new ParentNode(parent.encryptionKey(), parent.parentHash(), unmerged);
  }
}
