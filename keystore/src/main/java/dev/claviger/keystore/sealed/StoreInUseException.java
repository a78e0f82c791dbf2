package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.StoreException;

/** The store is open elsewhere, and it or the other was opened to be the only one. */
public final class StoreInUseException extends StoreException {
  private static final long serialVersionUID = 1L;

  StoreInUseException(String message) {
    super(message);
  }
}
