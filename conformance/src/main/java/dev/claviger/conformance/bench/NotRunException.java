package dev.claviger.conformance.bench;

/** A measurement that cannot be made here; the message says why, and what to do. */
public final class NotRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotRunException(String message) {
    super(message);
  }
}
