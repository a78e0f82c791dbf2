package dev.claviger.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The vectors of RFC 9180 and its successors. */
final class HpkeVectorsTest {
  @Test
  void rfc9180_passesInAllModesAndSuites() {
    VectorFolder.assertPasses("hpke/rfc9180.json", 128, 0);
  }

  @Test
  void postQuantumHpke_isNotRunYet() {
    VectorFolder.assertPasses("hpke/hpke-pq.json", 0, 13);
  }

  @Test
  void changedExports_areFailures() {
    Tally tally =
        VectorFolder.runChanged(
            "hpke/rfc9180.json",
            json -> json.replaceAll("(\"exported_value\":\"[0-9a-f]{20})[0-9a-f]{4}", "$10bad"));
    assertEquals(128, tally.failed());
  }
}
