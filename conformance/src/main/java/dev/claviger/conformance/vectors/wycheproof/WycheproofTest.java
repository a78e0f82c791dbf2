package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.MalformedVectorException;
import java.util.HashSet;
import java.util.Set;

/**
 * What all Wycheproof tests have in common.
 *
 * @param algorithm the algorithm that the whole file is about
 */
record WycheproofTest(
    String algorithm, int number, Result result, Set<String> flags, Fields fields) {
  /** What Wycheproof says of an input. */
  enum Result {
    VALID,
    INVALID,
    /** Implementations may differ: each format says what this one does, flag by flag. */
    ACCEPTABLE
  }

  static WycheproofTest read(String algorithm, Fields fields) {
    return new WycheproofTest(
        algorithm,
        fields.integer("tcId"),
        resultOf(fields.text("result")),
        new HashSet<>(fields.texts("flags")),
        fields);
  }

  String id() {
    return "tcId " + number + " " + flags;
  }

  boolean isInvalid() {
    return result == Result.INVALID;
  }

  boolean hasFlag(String flag) {
    return flags.contains(flag);
  }

  private static Result resultOf(String text) {
    return switch (text) {
      case "valid" -> Result.VALID;
      case "invalid" -> Result.INVALID;
      case "acceptable" -> Result.ACCEPTABLE;
      default -> throw new MalformedVectorException("no such result: " + text);
    };
  }
}
