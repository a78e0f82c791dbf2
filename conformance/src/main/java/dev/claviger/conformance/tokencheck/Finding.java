package dev.claviger.conformance.tokencheck;

/**
 * What a check of a key found.
 *
 * @param detail what happened, if it failed; why not, if it was not run; else empty
 */
public record Finding(Check check, Outcome outcome, String detail) {
  public Finding {
    detail = Plain.line(detail);
  }
}
