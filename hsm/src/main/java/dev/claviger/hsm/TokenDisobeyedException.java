package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultException;

/** The token generated a key that could leave it; the key was destroyed. */
public final class TokenDisobeyedException extends VaultException {
  private static final long serialVersionUID = 1L;

  TokenDisobeyedException(String message) {
    super(message);
  }
}
