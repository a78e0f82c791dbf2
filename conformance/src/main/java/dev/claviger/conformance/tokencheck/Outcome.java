package dev.claviger.conformance.tokencheck;

/** How a check of a key ended. */
public enum Outcome {
  PASSED("yes"),
  FAILED("NO"),
  /** The token was asked, and gave no answer while there was patience. */
  NO_ANSWER("NO ANSWER"),
  /** There was no key to ask it of: nothing is concluded. */
  NOT_RUN("-");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** As it stands in a cell. */
  String word() {
    return word;
  }
}
