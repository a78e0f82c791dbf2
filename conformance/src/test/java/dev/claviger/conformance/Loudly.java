package dev.claviger.conformance;

import org.junit.jupiter.api.Assumptions;

/** Says that tests did not run and why, where a reader of the build sees it. */
public final class Loudly {
  private Loudly() {}

  /** The same for what CI must run: there (the environment says CI=true) it fails. */
  public static void notRunButUnderCi(String what, String why) {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError("NOT RUN: " + what + ": " + why + "; CI must run it");
    }
    notRun(what, why);
  }

  /** Aborts the running test or class, saying so on standard output. */
  public static void notRun(String what, String why) {
    String message = "NOT RUN: " + what + ": " + why;
    System.out.println("\n*** " + message + "\n");
    Assumptions.abort(message);
  }
}
