package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.StoreException;

/** The store may be read here and not written. */
public final class StoreReadOnlyException extends StoreException {
  private static final long serialVersionUID = 1L;

  StoreReadOnlyException(Throwable cause) {
    super("the store is read-only here; nothing was written", cause);
  }
}
