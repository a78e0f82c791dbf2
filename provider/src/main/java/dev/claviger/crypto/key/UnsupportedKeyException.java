package dev.claviger.crypto.key;

/** The vault has no mechanism for keys of this algorithm. */
public final class UnsupportedKeyException extends VaultException {
  private static final long serialVersionUID = 1L;

  public UnsupportedKeyException(String message) {
    super(message);
  }
}
