package dev.claviger.crypto.key;

/** A vault did not take the PIN or passphrase, or there was none fit to be offered. */
public class VaultLoginException extends VaultException {
  private static final long serialVersionUID = 1L;

  public VaultLoginException(String message, Throwable cause) {
    super(message, cause);
  }
}
