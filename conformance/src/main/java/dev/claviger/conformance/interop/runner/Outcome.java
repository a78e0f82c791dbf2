package dev.claviger.conformance.interop.runner;

import java.util.Optional;

/** What came of one play of a script. */
public record Outcome(Script script, Cast cast, Optional<Failure> failure) {
  /**
   * Where it went wrong.
   *
   * @param step its index in the script; one more than the last if all was played
   * @param actor with whom, empty if that cannot be said
   */
  public record Failure(int step, String actor, String message, Transcript transcript) {}

  public boolean passed() {
    return failure.isEmpty();
  }
}
