package dev.claviger.conformance.vectors;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/** The comparisons that vectors are made of. */
public final class Expect {
  private Expect() {}

  /**
   * @throws MismatchException if the two differ
   */
  public static void equal(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new MismatchException(what + " is " + actual + " instead of " + expected);
    }
  }

  /**
   * Compares a secret with its known value, and destroys it. Test vectors are public, so the
   * difference may be shown.
   *
   * @throws MismatchException if the two differ
   */
  public static void reveals(String what, Bytes expected, Secret actual) {
    try (actual) {
      equal(what, expected, Bytes.wrap(actual.expose()));
    }
  }

  /**
   * @throws MismatchException if the operation succeeds
   */
  @SafeVarargs
  public static void refused(
      String what, Runnable operation, Class<? extends RuntimeException>... refusals) {
    try {
      operation.run();
    } catch (RuntimeException e) {
      for (Class<? extends RuntimeException> refusal : refusals) {
        if (refusal.isInstance(e)) {
          return;
        }
      }
      throw e;
    }
    throw new MismatchException(what + " was accepted");
  }
}
