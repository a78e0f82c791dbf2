package dev.claviger.conformance.tokencheck;

/** The token did not answer, or was not asked because it had stopped answering. */
public final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean asked;

  NoAnswerException(String message, boolean asked) {
    super(message);
    this.asked = asked;
  }

  boolean asked() {
    return asked;
  }
}
