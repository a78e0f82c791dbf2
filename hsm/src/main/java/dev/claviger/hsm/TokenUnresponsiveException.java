package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultException;

/**
 * A call into the PKCS#11 library has not returned for {@link
 * Pkcs11Config.Builder#callTimeout(java.time.Duration)}, and this operation would have had to wait
 * for it. The operation was not begun.
 */
public final class TokenUnresponsiveException extends VaultException {
  private static final long serialVersionUID = 1L;

  TokenUnresponsiveException(String message) {
    super(message);
  }
}
