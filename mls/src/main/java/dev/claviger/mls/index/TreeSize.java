package dev.claviger.mls.index;

import java.util.ArrayList;
import java.util.List;

/**
 * The size of a full tree, and the relations that depend on it (RFC 9420 Appendix C).
 *
 * @param leafCount the number of leaves, blank ones included: a power of two, at most {@value
 *     #MAX_LEAVES}
 */
public record TreeSize(int leafCount) {
  /** The most leaves a tree of this implementation has: its nodes are counted by an int. */
  public static final int MAX_LEAVES = 1 << 29;

  public static final TreeSize ONE = new TreeSize(1);

  /**
   * @throws IllegalArgumentException if the count is no power of two or too large
   */
  public TreeSize {
    if (Integer.bitCount(leafCount) != 1 || leafCount < 1 || leafCount > MAX_LEAVES) {
      throw new IllegalArgumentException("a tree has 2^d leaves, d < 30, not " + leafCount);
    }
  }

  /** The smallest tree with an array of at least that many nodes. */
  public static TreeSize forNodes(int nodes) {
    int size = 1;
    while (2 * size - 1 < nodes) {
      size <<= 1;
    }
    return new TreeSize(size);
  }

  public int nodeCount() {
    return 2 * leafCount - 1;
  }

  public NodeIndex root() {
    return new NodeIndex(leafCount - 1);
  }

  public boolean contains(LeafIndex leaf) {
    return Integer.compareUnsigned(leaf.value(), leafCount) < 0;
  }

  public boolean contains(NodeIndex node) {
    return node.value() < nodeCount();
  }

  /**
   * @throws IllegalArgumentException if the node is the root or outside of the tree
   */
  public NodeIndex parent(NodeIndex node) {
    if (!contains(node) || node.equals(root())) {
      throw new IllegalArgumentException("node " + node + " has no parent in " + this);
    }
    int k = node.level();
    int b = node.value() >>> (k + 1) & 1;
    return new NodeIndex((node.value() | 1 << k) ^ b << (k + 1));
  }

  /**
   * @throws IllegalArgumentException if the node is the root or outside of the tree
   */
  public NodeIndex sibling(NodeIndex node) {
    NodeIndex parent = parent(node);
    return node.compareTo(parent) < 0 ? parent.right() : parent.left();
  }

  /** The ancestors of a node, from its parent to the root. */
  public List<NodeIndex> directPath(NodeIndex node) {
    List<NodeIndex> path = new ArrayList<>();
    for (NodeIndex at = node; !at.equals(root()); ) {
      at = parent(at);
      path.add(at);
    }
    return List.copyOf(path);
  }

  /** The siblings of a node and of its ancestors below the root, from the lowest. */
  public List<NodeIndex> copath(NodeIndex node) {
    List<NodeIndex> path = new ArrayList<>();
    for (NodeIndex at = node; !at.equals(root()); at = parent(at)) {
      path.add(sibling(at));
    }
    return List.copyOf(path);
  }

  /** The tree with this one as its left half (§7.7). */
  public TreeSize extended() {
    return new TreeSize(leafCount * 2);
  }

  /** The left half of the tree (§7.7). */
  public TreeSize truncated() {
    return new TreeSize(leafCount / 2);
  }
}
