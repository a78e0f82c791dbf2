package dev.claviger.conformance.tokencheck;

/** A token did something, and it was not what it should do. */
final class CheckFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckFailedException(String message) {
    super(message);
  }

  CheckFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
