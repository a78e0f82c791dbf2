package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultException;

/** The PKCS#11 library is missing, cannot be loaded or initialised, or is none. */
public final class Pkcs11LibraryException extends VaultException {
  private static final long serialVersionUID = 1L;

  Pkcs11LibraryException(String message) {
    super(message);
  }

  Pkcs11LibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
