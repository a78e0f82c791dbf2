package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.StoreException;

/** There is no room left where the store is. Nothing was written; what is there can be read. */
public final class StoreFullException extends StoreException {
  private static final long serialVersionUID = 1L;

  StoreFullException(Throwable cause) {
    super("no room is left for the store; nothing was written", cause);
  }
}
