package dev.claviger.hsm.jca;

/** A token's result is not what the mechanism promises. Does not leave this package. */
final class MalformedResultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedResultException(String message) {
    super(message);
  }

  MalformedResultException(String message, Throwable cause) {
    super(message, cause);
  }
}
