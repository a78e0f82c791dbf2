package dev.claviger.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** mlswg's files. */
final class MlsVectorsTest {
  @Test
  void cryptoBasics_passInAllSevenSuites() {
    VectorFolder.assertPasses("mls/crypto-basics.json", 7, 0);
  }

  @Test
  void treeMath_passesForAllTenSizes() {
    VectorFolder.assertPasses("mls/tree-math.json", 10, 0);
  }

  @Test
  void cryptoBasicsOfAnUnknownSuite_areNotRun() {
    Tally tally =
        VectorFolder.runChanged(
            "mls/crypto-basics.json",
            json -> json.replace("\"cipher_suite\":1,", "\"cipher_suite\":2570,"));
    assertEquals("6 passed, 0 failed, 1 not run (suite 0x0A0A not supported)", tally.summary());
  }

  @Test
  void changedAnswers_areFailures() {
    for (String field : new String[] {"out", "signature", "ciphertext", "plaintext"}) {
      Tally tally = VectorFolder.runChanged("mls/crypto-basics.json", flipped(field));
      assertEquals(7, tally.failed(), field);
    }
  }

  @Test
  void changedTree_isAFailure() {
    Tally tally =
        VectorFolder.runChanged(
            "mls/tree-math.json", json -> json.replace("\"root\":3,", "\"root\":1,"));
    assertEquals(1, tally.failed());
  }

  private static java.util.function.UnaryOperator<String> flipped(String field) {
    return json -> json.replaceAll("(\"" + field + "\":\"[0-9a-f]{20})[0-9a-f]{4}", "$10bad");
  }
}
