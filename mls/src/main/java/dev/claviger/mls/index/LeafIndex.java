package dev.claviger.mls.index;

/**
 * The position of a leaf among the leaves of a tree: an unsigned 32-bit number (RFC 9420 §4.1). It
 * may lie outside of any tree: {@link TreeSize#contains(LeafIndex)} tells.
 */
public record LeafIndex(int value) implements Comparable<LeafIndex> {
  /** The node of this leaf in the array (RFC 9420 Appendix C). */
  public NodeIndex node() {
    if (value < 0 || value >= TreeSize.MAX_LEAVES) {
      throw new IndexOutOfBoundsException("no tree has a leaf " + this);
    }
    return new NodeIndex(value << 1);
  }

  @Override
  public int compareTo(LeafIndex other) {
    return Integer.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
