package dev.claviger.crypto.key;

/** The key is not in its vault, or no longer. */
public final class KeyDestroyedException extends VaultException {
  private static final long serialVersionUID = 1L;

  public KeyDestroyedException(KeyRef ref) {
    super(message(ref));
  }

  /** As a vault's own error said. */
  public KeyDestroyedException(KeyRef ref, Throwable cause) {
    super(message(ref), cause);
  }

  private static String message(KeyRef ref) {
    return ref + " is not in its vault: it was destroyed, or never there; generate a new key";
  }
}
