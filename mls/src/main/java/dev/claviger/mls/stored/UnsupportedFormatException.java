package dev.claviger.mls.stored;

import dev.claviger.mls.spi.StoreException;

/** What is stored was written by a later version of this library. */
public final class UnsupportedFormatException extends StoreException {
  private static final long serialVersionUID = 1L;

  UnsupportedFormatException(int found, int known) {
    super("stored in format " + found + "; this version knows formats up to " + known);
  }
}
