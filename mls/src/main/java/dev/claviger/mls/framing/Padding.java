package dev.claviger.mls.framing;

/** How long the plaintext of a PrivateMessage is made (RFC 9420 §6.3.1, §15.1). */
@FunctionalInterface
public interface Padding {
  /** As long as it is: the length of what is said shows. */
  Padding NONE = length -> length;

  /** Up to the next multiple of 32 bytes: short answers look alike. */
  Padding BLOCKS_OF_32 = length -> Math.addExact(length, 31) / 32 * 32;

  /**
   * @param length the length of content and authentication data, in bytes
   * @return the length after padding, no shorter
   */
  int paddedLength(int length);
}
