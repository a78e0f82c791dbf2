package dev.claviger.crypto.audit;

import dev.claviger.crypto.key.VaultException;

/**
 * A private key was not used, or what it gave was thrown away, because it could not be recorded.
 */
public final class AuditException extends VaultException {
  private static final long serialVersionUID = 1L;

  public AuditException(String message) {
    super(message);
  }

  public AuditException(String message, Throwable cause) {
    super(message, cause);
  }
}
