package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultException;

/** No session became free in time, or the token has no more to give. */
public final class SessionsExhaustedException extends VaultException {
  private static final long serialVersionUID = 1L;

  SessionsExhaustedException(String message) {
    super(message);
  }

  SessionsExhaustedException(String message, Throwable cause) {
    super(message, cause);
  }
}
