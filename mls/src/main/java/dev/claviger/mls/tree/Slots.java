package dev.claviger.mls.tree;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * An array whose copies share the blocks that neither has written since: copying one of n slots
 * costs n / 64, and the first write into a block 64 more. What nothing was written to takes no
 * memory.
 *
 * <p>Confined to one thread until it is {@link #seal sealed}; copies are made of sealed ones, or of
 * ones that are not used any more.
 *
 * @param <T> what stands in a slot that is not blank
 */
final class Slots<T> {
  private static final int BITS = 6;
  private static final int BLOCK = 1 << BITS;
  private static final int MASK = BLOCK - 1;

  private final int length;

  /** Null where all is blank. */
  private final Object[][] blocks;

  /** Whether a block is shared with no other; null when this is sealed. */
  private boolean[] ours;

  private Slots(int length, Object[][] blocks) {
    this.length = length;
    this.blocks = blocks;
    this.ours = new boolean[blocks.length];
  }

  /** So many blank ones. */
  static <T> Slots<T> blank(int length) {
    return new Slots<>(length, new Object[blocks(length)][]);
  }

  int length() {
    return length;
  }

  /** What stands there, or null. */
  @SuppressWarnings("unchecked") // set takes nothing else
  T get(int index) {
    Object[] block = blocks[index >>> BITS];
    return block == null ? null : (T) block[index & MASK];
  }

  /**
   * Puts something there or, with null, blanks it.
   *
   * @throws IllegalStateException if this is sealed
   */
  void set(int index, T value) {
    if (ours == null) {
      throw new IllegalStateException("others share it");
    }
    int at = index >>> BITS;
    if (!ours[at]) {
      blocks[at] = blocks[at] == null ? new Object[size(at)] : blocks[at].clone();
      ours[at] = true;
    }
    blocks[at][index & MASK] = value;
  }

  /** It will not be written any more. */
  void seal() {
    ours = null;
  }

  /** One to write to, longer or shorter perhaps; slots that are new are blank. */
  Slots<T> copy(int newLength) {
    Slots<T> copy = new Slots<>(newLength, Arrays.copyOf(blocks, blocks(newLength)));
    int last = Math.min(copy.blocks.length, blocks.length) - 1;
    if (newLength != length && last >= 0 && copy.blocks[last] != null) {
      // A block is as long as the array needs it, and so nothing that was cut off comes back.
      copy.blocks[last] = Arrays.copyOf(copy.blocks[last], copy.size(last));
      copy.ours[last] = true;
    }
    return copy;
  }

  /** Whether all from one slot to another, both included, are blank. */
  boolean isBlank(int first, int last) {
    for (int i = first; i <= last; i++) {
      if (blocks[i >>> BITS] == null) {
        i |= MASK;
      } else if (get(i) != null) {
        return false;
      }
    }
    return true;
  }

  /** Tells each slot where another object stands than there, up to the length of the longer. */
  @SuppressWarnings("ReferenceEquality") // copies share what they have in common
  void forEachDifference(Slots<T> other, IntConsumer action) {
    for (int at = 0; at < Math.max(blocks.length, other.blocks.length); at++) {
      if (block(at) != other.block(at)) {
        for (int i = at << BITS; i <= (at << BITS | MASK); i++) {
          if (orNull(i) != other.orNull(i)) {
            action.accept(i);
          }
        }
      }
    }
  }

  private Object[] block(int at) {
    return at < blocks.length ? blocks[at] : null;
  }

  private T orNull(int index) {
    return index < length ? get(index) : null;
  }

  private int size(int at) {
    return Math.min(BLOCK, length - (at << BITS));
  }

  /** How many it takes for so many slots. */
  static int blocks(int length) {
    return (length + MASK) >>> BITS;
  }
}
