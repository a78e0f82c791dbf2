package dev.claviger.conformance.interop.runner;

/** A step that did not go as it should: a server refused, or the members do not agree. */
final class StepFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String actor;

  /**
   * @param actor with whom it went wrong
   */
  StepFailedException(String actor, String message) {
    super(message);
    this.actor = actor;
  }

  String actor() {
    return actor;
  }
}
