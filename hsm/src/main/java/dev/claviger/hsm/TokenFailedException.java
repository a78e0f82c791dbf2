package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultException;

/** A token operation failed, and one recovery did not help or was not possible. */
public final class TokenFailedException extends VaultException {
  private static final long serialVersionUID = 1L;

  TokenFailedException(String message) {
    super(message);
  }

  TokenFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
