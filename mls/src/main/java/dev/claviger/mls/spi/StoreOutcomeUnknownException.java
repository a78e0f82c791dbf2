package dev.claviger.mls.spi;

/**
 * A commit was not answered, and cannot be looked up: all of the transaction was written, or
 * nothing. What is there is read again before it is used.
 */
public class StoreOutcomeUnknownException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreOutcomeUnknownException(String message) {
    super(message);
  }

  public StoreOutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
