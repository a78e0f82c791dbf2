package dev.claviger.mls.framing;

/** How long the plaintext of a PrivateMessage is made (RFC 9420 §6.3.1, §15.1). */
@FunctionalInterface
public interface Padding {
  /** As long as it is: the length of what is said shows. */
  Padding NONE = length -> length;

  /** Up to the next multiple of 32 bytes: short answers look alike. */
  Padding BLOCKS_OF_32 = blocks(32);

  /**
   * Padmé (Nikitin et al., PURBs, §4): a length keeps only as many leading bits as its bit count
   * takes to write, so that O(log log) bits of it show and at most 12 % are added.
   */
  Padding PADME =
      length -> {
        if (length < 2) {
          return length;
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(length);
        int kept = 32 - Integer.numberOfLeadingZeros(exponent);
        int mask = (1 << (exponent - kept)) - 1;
        return Math.addExact(length, mask) & ~mask;
      };

  /**
   * Up to the next multiple of a number of bytes.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  static Padding blocks(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a block has a byte at least, not " + size);
    }
    return length -> Math.addExact(length, size - 1) / size * size;
  }

  /**
   * @param length the length of content and authentication data, in bytes
   * @return the length after padding, no shorter
   */
  int paddedLength(int length);
}
