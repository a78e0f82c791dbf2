package dev.claviger.keystore.sealed;

/**
 * A counter outside of the database that only goes up, such as an object of a token. One counter
 * serves one store.
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
