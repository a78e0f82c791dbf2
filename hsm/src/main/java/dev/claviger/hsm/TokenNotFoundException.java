package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultException;

/** No token, or more than one, is the one asked for; the message lists those that are there. */
public final class TokenNotFoundException extends VaultException {
  private static final long serialVersionUID = 1L;

  TokenNotFoundException(String message) {
    super(message);
  }
}
