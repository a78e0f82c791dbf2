package dev.claviger.mls.spi;

/**
 * A {@link GroupStore} failed. Unless it is a {@link StoreOutcomeUnknownException}, what was to be
 * written is not, and what was there still is.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
