package dev.claviger.conformance.bench.stack;

/** A stack cannot do this; the message says why, for the empty cell. */
public final class NotOfferedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotOfferedException(String message) {
    super(message);
  }
}
