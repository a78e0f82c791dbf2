package dev.claviger.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** mlswg's files. */
final class MlsVectorsTest {
  @ParameterizedTest
  @CsvSource({
    "crypto-basics.json, 7",
    "deserialization.json, 14",
    "key-schedule.json, 7",
    "message-protection.json, 7",
    "messages.json, 300",
    "passive-client-handling-commit.json, 91",
    "passive-client-random.json, 1",
    "passive-client-welcome.json, 56",
    "psk_secret.json, 77",
    "secret-tree.json, 21",
    "transcript-hashes.json, 7",
    "tree-math.json, 10",
    "tree-operations.json, 5",
    "tree-validation.json, 98",
    "treekem.json, 77",
    "welcome.json, 7"
  })
  void everyVector_passes(String file, int passed) {
    VectorFolder.assertPasses("mls/" + file, passed, 0);
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

  @Test
  void changedSecretsOfAPath_areFailures() {
    for (String field : new String[] {"commit_secret", "tree_hash_after", "path_secret"}) {
      Tally tally = VectorFolder.runChanged("mls/treekem.json", flipped(field));
      assertEquals(tally.total(), tally.failed(), field);
    }
  }

  @Test
  void changedAuthenticator_isAFailure() {
    for (String field : new String[] {"initial_epoch_authenticator", "signature_priv"}) {
      Tally tally = VectorFolder.runChanged("mls/passive-client-welcome.json", flipped(field));
      assertEquals(tally.total(), tally.failed(), field);
    }
  }

  private static java.util.function.UnaryOperator<String> flipped(String field) {
    return json -> json.replaceAll("(\"" + field + "\":\"[0-9a-f]{20})[0-9a-f]{4}", "$10bad");
  }
}
