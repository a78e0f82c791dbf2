package dev.claviger.conformance.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What the demonstration claims, and whether it held. */
final class Findings {
  private final PrintWriter out;
  private final List<String> failures = new ArrayList<>();
  private int checked;

  Findings(PrintWriter out) {
    this.out = out;
  }

  void check(String claim, boolean held) {
    checked++;
    out.println("  " + (held ? "ok      " : "FAILED  ") + claim);
    if (!held) {
      failures.add(claim);
    }
  }

  boolean allHeld() {
    return failures.isEmpty();
  }

  /** One closing line. */
  String summary() {
    return allHeld()
        ? "All " + checked + " claims held."
        : failures.size() + " of " + checked + " claims FAILED: " + String.join("; ", failures);
  }
}
