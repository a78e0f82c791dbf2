package dev.claviger.keystore.sealed;

/** Told how far a resealing is. */
@FunctionalInterface
public interface ResealProgress {
  /**
   * @param done scopes sealed anew or found damaged, since this resealing was called
   * @param total all that were to be when it was called; more may have come
   */
  void at(long done, long total);
}
