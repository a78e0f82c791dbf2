package dev.claviger.crypto.key;

/** Where a private key is when it is not in use. */
public enum KeyCustody {
  /** In this process's memory. */
  SOFTWARE,
  /** In the token, which it cannot leave. */
  RESIDENT,
  /**
   * Outside of the token, encrypted under a key that cannot leave the token; in it for as long as
   * it is used. It left the token once, for its wrapping.
   */
  WRAPPED,
  /**
   * In the token, which it cannot leave, until the session ends that it was put there in. It was
   * derived in this process's memory, where it was zeroed as soon as the token had it.
   */
  IMPORTED
}
