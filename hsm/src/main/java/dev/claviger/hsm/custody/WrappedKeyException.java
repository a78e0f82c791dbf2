package dev.claviger.hsm.custody;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultException;

/**
 * A wrapped key is not what its row says, or cannot be unwrapped: the row was changed or exchanged,
 * or its wrapping key is not on the token. No other key suffers from it.
 */
public final class WrappedKeyException extends VaultException {
  private static final long serialVersionUID = 1L;

  public WrappedKeyException(KeyRef ref, String what) {
    this(ref, what, null);
  }

  public WrappedKeyException(KeyRef ref, String what, Throwable cause) {
    super(ref + " " + what + "; restore its row, or destroy the key and make a new one", cause);
  }
}
