package dev.claviger.crypto.key;

import dev.claviger.crypto.CryptoException;

/**
 * A key vault could not do as asked. The subclasses say what is missing; every message says what to
 * do about it. None contains a PIN or any key material.
 */
public class VaultException extends CryptoException {
  private static final long serialVersionUID = 1L;

  public VaultException(String message) {
    super(message);
  }

  public VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
