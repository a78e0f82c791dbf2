package dev.claviger.conformance.interop.server;

/** What an id of the harness stands for. Freeing it destroys the keys that nothing else needs. */
sealed interface Held permits Joiner, State, Reinitialization, Signer {
  /** Idempotent. */
  void free();
}
