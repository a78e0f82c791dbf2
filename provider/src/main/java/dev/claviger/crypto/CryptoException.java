package dev.claviger.crypto;

/**
 * A cryptographic operation could not be carried out: a malformed public key, a mechanism that no
 * provider has, a token that failed. The cause is kept.
 */
public class CryptoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CryptoException(String message) {
    super(message);
  }

  public CryptoException(String message, Throwable cause) {
    super(message, cause);
  }
}
