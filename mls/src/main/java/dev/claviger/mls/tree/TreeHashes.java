package dev.claviger.mls.tree;

import dev.claviger.crypto.Bytes;
import java.util.Arrays;

/**
 * The hashes of a tree's nodes, as far as they are known. Copies share blocks, as those of {@link
 * Slots} do, and are confined and sealed alike. A hash takes more room than a slot, and so a block
 * has fewer of them.
 */
final class TreeHashes {
  private static final int BITS = 4;
  private static final int BLOCK = 1 << BITS;
  private static final int MASK = BLOCK - 1;

  /** One hash after the other. */
  private final byte[][] blocks;

  /** Which hashes are known, a bit each. */
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
    return new TreeHashes(hashLength, length, new byte[blocks(length)][], new long[words(length)]);
  }

  /** The hash, or null if it is not known. */
  Bytes get(int index) {
    int at = index >>> BITS;
    int from = (index & MASK) * hashLength;
    return isKnown(index) ? Bytes.copyOf(blocks[at], from, hashLength) : null;
  }

  boolean isKnown(int index) {
    return (known[word(index)] & bit(index)) != 0;
  }

  /**
   * @throws IllegalStateException if this is sealed
   */
  void set(int index, Bytes hash) {
    int at = index >>> BITS;
    checkOpen();
    own(at);
    hash.copyTo(blocks[at], (index & MASK) * hashLength);
    known[word(index)] |= bit(index);
  }

  /**
   * It is to be computed anew.
   *
   * @throws IllegalStateException if this is sealed
   */
  void forget(int index) {
    checkOpen();
    known[word(index)] &= ~bit(index);
  }

  /** It will not be written any more. */
  void seal() {
    ours = null;
  }

  /** One to write to, longer or shorter perhaps; hashes that are new are not known. */
  TreeHashes copy(int newLength) {
    TreeHashes copy =
        new TreeHashes(
            hashLength,
            newLength,
            Arrays.copyOf(blocks, blocks(newLength)),
            Arrays.copyOf(known, words(newLength)));
    if (newLength != length) {
      copy.cutAt(Math.min(length, newLength));
    }
    return copy;
  }

  /**
   * Of what was copied, nothing is known from there on, and the last block is as long as needed.
   */
  private void cutAt(int end) {
    for (int i = end; i % Long.SIZE != 0; i++) {
      known[word(i)] &= ~bit(i);
    }
    int last = blocks(end) - 1;
    if (last >= 0 && blocks[last] != null) {
      blocks[last] = Arrays.copyOf(blocks[last], size(last));
      ours[last] = true;
    }
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

  private static int blocks(int length) {
    return (length + MASK) >>> BITS;
  }

  private static int words(int length) {
    return (length + Long.SIZE - 1) / Long.SIZE;
  }

  private static int word(int index) {
    return index / Long.SIZE;
  }

  private static long bit(int index) {
    return 1L << index % Long.SIZE;
  }

  private int size(int at) {
    return hashLength * Math.min(BLOCK, length - (at << BITS));
  }
}
