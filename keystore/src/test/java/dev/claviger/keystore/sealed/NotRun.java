package dev.claviger.keystore.sealed;

import org.junit.jupiter.api.Assumptions;

/** Says that a test did not run and why; CI is where the environment says CI=true. */
final class NotRun {
  private NotRun() {}

  static void because(String why) {
    System.err.println("NOT RUN: " + why);
    Assumptions.abort("NOT RUN: " + why);
  }

  /** For what CI must run. */
  static void butUnderCi(String why) {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError("NOT RUN: " + why + "; CI must run it");
    }
    because(why);
  }
}
