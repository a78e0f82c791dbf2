package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultException;

/** A new key could leave the token, or be used for what it is not for; it was destroyed. */
public final class TokenDisobeyedException extends VaultException {
  private static final long serialVersionUID = 1L;

  TokenDisobeyedException(String message) {
    super(message);
  }
}
