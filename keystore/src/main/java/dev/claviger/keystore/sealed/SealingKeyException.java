package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.StoreException;

/** No sealing key that was given opens the store's data key: another key, or a changed store. */
public final class SealingKeyException extends StoreException {
  private static final long serialVersionUID = 1L;

  SealingKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
