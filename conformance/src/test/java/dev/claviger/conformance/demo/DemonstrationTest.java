package dev.claviger.conformance.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class DemonstrationTest {
  @Test
  void everyClaimHolds_withSoftwareVaults() {
    try (VaultSource vaults = VaultSource.software()) {
      StringWriter shown = new StringWriter();

      assertTrue(new Demonstration(vaults, new PrintWriter(shown)).run(), shown::toString);
      assertTrue(shown.toString().contains("claims held."), shown::toString);
    }
  }

  @Test
  void aClaimThatDoesNotHold_isReported() {
    Findings findings = new Findings(new PrintWriter(new StringWriter()));
    findings.check("this holds", true);
    findings.check("this does not", false);

    assertTrue(
        !findings.allHeld() && findings.summary().equals("1 of 2 claims FAILED: this does not"));
  }
}
