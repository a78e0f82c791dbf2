package dev.claviger.mls.ratchet;

/**
 * How far out of order messages may come (RFC 9420 §15.3).
 *
 * @param outOfOrder the number of generations behind the newest one of a sender whose unused keys
 *     are kept
 * @param forward the number of generations that one message may skip
 */
public record RatchetWindow(int outOfOrder, int forward) {
  /** Keys of 64 generations are kept, 1024 may be skipped. */
  public static final RatchetWindow DEFAULT = new RatchetWindow(64, 1024);

  /**
   * @throws IllegalArgumentException if a number is negative
   */
  public RatchetWindow {
    if (outOfOrder < 0 || forward < 0) {
      throw new IllegalArgumentException("a window is not negative");
    }
  }
}
