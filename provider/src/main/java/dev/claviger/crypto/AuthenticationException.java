package dev.claviger.crypto;

/**
 * A signature, a MAC or an AEAD tag did not verify. It names the operation and nothing else, so
 * that an attacker learns nothing from it.
 */
public final class AuthenticationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AuthenticationException(String operation) {
    super(operation + " failed");
  }
}
