package dev.claviger.hsm;

import dev.claviger.crypto.key.VaultLoginException;

/** The token did not take the PIN, or there was none fit to be offered. */
public final class PinException extends VaultLoginException {
  private static final long serialVersionUID = 1L;

  /** What was wrong with it. */
  public enum Reason {
    /** The token refused it. It was tried once, and this vault will not try it again. */
    INCORRECT,
    /** The token's user PIN is locked; its security officer must reset it. */
    LOCKED,
    /** The token wants a new PIN to be set first. */
    EXPIRED,
    /** The PIN file is not only its owner's, or holds no PIN. */
    FILE_UNSAFE,
    /** The PIN file is missing or cannot be read. */
    FILE_UNREADABLE,
    /** Nobody gave one. */
    MISSING
  }

  private final Reason reason;

  PinException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
