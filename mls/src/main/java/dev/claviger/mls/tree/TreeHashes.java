package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import java.util.Arrays;

/**
 * The hashes of a tree's nodes, as far as they are known. Copies share blocks, as those of {@link
 * Slots} do, and are confined and sealed alike.
 */
final class TreeHashes {
  private static final int BITS = 6;
  private static final int BLOCK = 1 << BITS;
  private static final int MASK = BLOCK - 1;

  /** One hash after the other. */
  private final byte[][] blocks;

  /** Which hashes of a block are known, a bit each. */
  private final long[] known;

  private final int hashLength;
  private final int length;

  /** Whether a block is shared with no other; null when this is sealed. */
  private boolean[] ours;

  private TreeHashes(int hashLength, int length, byte[][] blocks, long[] known) {
    this.hashLength = hashLength;
    this.length = length;
    this.blocks = blocks;
    this.known = known;
    this.ours = new boolean[blocks.length];
  }

  /** None of so many is known. */
  static TreeHashes unknown(int hashLength, int length) {
    int blocks = Slots.blocks(length);
    return new TreeHashes(hashLength, length, new byte[blocks][], new long[blocks]);
  }

  /** The hash, or null if it is not known. */
  Bytes get(int index) {
    int at = index >>> BITS;
    int from = (index & MASK) * hashLength;
    return isKnown(index) ? Bytes.copyOf(blocks[at], from, hashLength) : null;
  }

  boolean isKnown(int index) {
    return (known[index >>> BITS] >>> (index & MASK) & 1) != 0;
  }

  /**
   * @throws IllegalStateException if this is sealed
   */
  void set(int index, Bytes hash) {
    int at = index >>> BITS;
    checkOpen();
    own(at);
    hash.copyTo(blocks[at], (index & MASK) * hashLength);
    known[at] |= 1L << (index & MASK);
  }

  /**
   * It is to be computed anew.
   *
   * @throws IllegalStateException if this is sealed
   */
  void forget(int index) {
    checkOpen();
    known[index >>> BITS] &= ~(1L << (index & MASK));
  }

  /** It will not be written any more. */
  void seal() {
    ours = null;
  }

  /** One to write to, longer or shorter perhaps; hashes that are new are not known. */
  TreeHashes copy(int newLength) {
    int count = Slots.blocks(newLength);
    TreeHashes copy =
        new TreeHashes(
            hashLength, newLength, Arrays.copyOf(blocks, count), Arrays.copyOf(known, count));
    int last = Math.min(count, blocks.length) - 1;
    int kept = Math.min(length, newLength) - (last << BITS);
    if (newLength != length && last >= 0) {
      // A block is as long as the tree needs it.
      copy.known[last] &= kept == BLOCK ? -1L : (1L << kept) - 1;
      if (copy.blocks[last] != null) {
        copy.blocks[last] = Arrays.copyOf(copy.blocks[last], copy.size(last));
        copy.ours[last] = true;
      }
    }
    return copy;
  }

  private void own(int at) {
    if (!ours[at]) {
      blocks[at] = blocks[at] == null ? new byte[size(at)] : blocks[at].clone();
      ours[at] = true;
    }
  }

  private void checkOpen() {
    if (ours == null) {
      throw new IllegalStateException("others share it");
    }
  }

  private int size(int at) {
    return hashLength * Math.min(BLOCK, length - (at << BITS));
  }
}
