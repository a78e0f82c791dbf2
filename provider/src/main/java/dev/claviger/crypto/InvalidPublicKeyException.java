package dev.claviger.crypto;

/**
 * A public key or KEM output was refused: wrong length, not a point of the curve, or a shared
 * secret of zeros (RFC 9180 §7.1.4, RFC 7748 §6).
 */
public final class InvalidPublicKeyException extends CryptoException {
  private static final long serialVersionUID = 1L;

  public InvalidPublicKeyException(String message) {
    super(message);
  }

  public InvalidPublicKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
