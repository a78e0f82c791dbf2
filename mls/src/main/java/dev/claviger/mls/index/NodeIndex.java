package dev.claviger.mls.index;

/**
 * The position of a node in the array of a tree: even for leaves, odd for their parents (RFC 9420
 * Appendix C).
 */
public record NodeIndex(int value) implements Comparable<NodeIndex> {
  /**
   * @throws IndexOutOfBoundsException if the value is negative
   */
  public NodeIndex {
    if (value < 0) {
      throw new IndexOutOfBoundsException("no tree has a node " + value);
    }
  }

  public boolean isLeaf() {
    return (value & 1) == 0;
  }

  /**
   * @throws IllegalStateException if this is not a leaf
   */
  public LeafIndex leaf() {
    if (!isLeaf()) {
      throw new IllegalStateException("node " + value + " is a parent");
    }
    return new LeafIndex(value >>> 1);
  }

  /** The height above the leaves, which are at level 0. */
  public int level() {
    return Integer.numberOfTrailingZeros(~value);
  }

  /**
   * @throws IllegalStateException if this is a leaf
   */
  public NodeIndex left() {
    return new NodeIndex(value ^ 1 << (parentLevel() - 1));
  }

  /**
   * @throws IllegalStateException if this is a leaf
   */
  public NodeIndex right() {
    return new NodeIndex(value ^ 3 << (parentLevel() - 1));
  }

  /** The leftmost leaf below this node, itself if it is a leaf. */
  public LeafIndex firstLeaf() {
    return new LeafIndex((value - ((1 << level()) - 1)) >>> 1);
  }

  /** The rightmost leaf below this node, itself if it is a leaf. */
  public LeafIndex lastLeaf() {
    return new LeafIndex((value + ((1 << level()) - 1)) >>> 1);
  }

  /** Whether that node lies in the subtree of this one, or is it. */
  public boolean covers(NodeIndex other) {
    int k = level() + 1;
    return k > other.level() && value >>> k == other.value >>> k;
  }

  /** The lowest node that covers both. */
  public NodeIndex commonAncestor(NodeIndex other) {
    if (covers(other)) {
      return this;
    }
    if (other.covers(this)) {
      return other;
    }
    int k = 32 - Integer.numberOfLeadingZeros(value ^ other.value);
    return new NodeIndex((value >>> k << k) + (1 << (k - 1)) - 1);
  }

  @Override
  public int compareTo(NodeIndex other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }

  private int parentLevel() {
    if (isLeaf()) {
      throw new IllegalStateException("leaf node " + value + " has no children");
    }
    return level();
  }
}
