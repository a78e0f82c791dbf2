package dev.claviger.crypto.key;

/**
 * A key is not as the approved mode demands; it was not used, and if it was new it was destroyed.
 */
public final class NotApprovedException extends VaultException {
  private static final long serialVersionUID = 1L;

  public NotApprovedException(KeyRef ref, String reason) {
    super(ref + " is not allowed in approved mode: " + reason);
  }
}
