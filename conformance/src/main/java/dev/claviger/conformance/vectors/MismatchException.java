package dev.claviger.conformance.vectors;

/** The implementation answered something other than the vector says. */
public final class MismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MismatchException(String message) {
    super(message);
  }
}
