package dev.claviger.conformance.vectors;

/** How one vector came out, when nothing contradicted it. What does is thrown. */
public sealed interface Verdict {
  Verdict PASSED = new Passed();

  /** Everything the vector says is so. */
  record Passed() implements Verdict {}

  /** The vector is about something that this implementation does not have. */
  record NotRun(String reason) implements Verdict {}

  static Verdict notRun(String reason) {
    return new NotRun(reason);
  }
}
