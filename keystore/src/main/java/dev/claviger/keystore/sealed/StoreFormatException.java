package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.StoreException;

/**
 * What was opened is not a store, is cut short, or was made by a later version. It is unchanged.
 */
public final class StoreFormatException extends StoreException {
  private static final long serialVersionUID = 1L;

  StoreFormatException(String message) {
    super(message);
  }

  StoreFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
