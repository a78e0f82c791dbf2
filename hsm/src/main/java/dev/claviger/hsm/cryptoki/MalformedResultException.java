package dev.claviger.hsm.cryptoki;

/** A token's result is not what the function or mechanism promises. Carries lengths, never data. */
public final class MalformedResultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedResultException(String message) {
    super(message);
  }

  public MalformedResultException(String message, Throwable cause) {
    super(message, cause);
  }
}
