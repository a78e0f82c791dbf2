package dev.claviger.crypto.key;

/** The key is not in its vault, or no longer. */
public final class KeyDestroyedException extends VaultException {
  private static final long serialVersionUID = 1L;

  public KeyDestroyedException(KeyRef ref) {
    super(ref + " is not in its vault: it was destroyed, or never there; generate a new key");
  }
}
