package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultException;

/** The token has no room for another key, or the object budget has none. Nothing was made. */
public final class TokenFullException extends VaultException {
  private static final long serialVersionUID = 1L;

  TokenFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
