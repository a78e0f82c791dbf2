package dev.claviger.keystore.sealed;

/** What is known of whether a store as a whole was set back to an earlier state. */
public enum RollbackState {
  /** There is no counter to compare with, so it cannot be known. */
  NOT_DETECTABLE,
  /** The store is not older than when the counter was last advanced. */
  NOT_SEEN,
  /** The store is older than the counter: a backup was restored, and is not to be sent from. */
  RESTORED
}
