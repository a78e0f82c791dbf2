package dev.claviger.keystore.sealing;

import dev.claviger.crypto.key.VaultLoginException;

/** What was sealed could not be opened, or not be sealed. Nothing was written over. */
public final class SealingException extends VaultLoginException {
  private static final long serialVersionUID = 1L;

  /** What was wrong. */
  public enum Reason {
    /** It is not sealed by this project, or by a newer version of it, or it was cut off. */
    NOT_SEALED,
    /** No sealing key that was given is the one it names. */
    KEY_UNKNOWN,
    /** The key's name asks for what is not allowed, as more memory than the limit. */
    KEY_REFUSED,
    /** The key does not open it: a wrong passphrase, another key, or a byte was changed. */
    NOT_AUTHENTIC,
    /** The key could not be used: its service or token failed. */
    KEY_FAILED,
    /** There is no passphrase to try. */
    PASSPHRASE_MISSING,
    /** The file could not be read or written, or another process has it. */
    FILE_FAILED
  }

  private final Reason reason;

  SealingException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  SealingException(Reason reason, String message) {
    this(reason, message, null);
  }

  public Reason reason() {
    return reason;
  }
}
