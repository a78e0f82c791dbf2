package dev.claviger.crypto.key;

/**
 * A counter that only goes up and is in no backup, such as an object of a token: what lies outside
 * and says of itself how often it was advanced is known for old if it is set back. One counter
 * serves one store. Thread-safe.
 */
public interface RollbackGuard {
  /** The value it was last advanced to; 0 at first. */
  long current();

  /**
   * Advances it to a value, durably when this returns; a lower one than it has changes nothing, for
   * several nodes may advance it at once.
   */
  void advanceTo(long value);
}
