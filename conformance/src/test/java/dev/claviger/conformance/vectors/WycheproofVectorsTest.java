package dev.claviger.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wycheproof's files of the primitives in use. */
final class WycheproofVectorsTest {
  /** Of AES-GCM, keys of 192 bits and nonces of other than 96 are in no MLS suite. */
  @ParameterizedTest
  @CsvSource({
    "aes_gcm_test.json, 137, 179",
    "chacha20_poly1305_test.json, 325, 0",
    "hkdf_sha256_test.json, 86, 0",
    "hkdf_sha384_test.json, 83, 0",
    "hkdf_sha512_test.json, 83, 0",
    "x25519_test.json, 518, 0",
    "x448_test.json, 510, 0",
    "ecdh_secp256r1_ecpoint_test.json, 355, 0",
    "ecdh_secp384r1_ecpoint_test.json, 790, 0",
    "ecdh_secp521r1_ecpoint_test.json, 661, 0",
    "ecdsa_secp256r1_sha256_test.json, 484, 0",
    "ecdsa_secp384r1_sha384_test.json, 504, 0",
    "ecdsa_secp521r1_sha512_test.json, 542, 0",
    "ed25519_test.json, 151, 0",
    "ed448_test.json, 87, 0"
  })
  void everyTestWithinMls_passes(String file, int passed, int notRun) {
    VectorFolder.assertPasses("wycheproof/" + file, passed, notRun);
  }

  @ParameterizedTest
  @CsvSource({
    "mlkem_768_test.json, 193",
    "mlkem_1024_test.json, 193",
    "mldsa_44_verify_test.json, 180",
    "mldsa_65_verify_test.json, 210",
    "mldsa_87_verify_test.json, 241"
  })
  void postQuantumFiles_areNotRunYet(String file, int notRun) {
    VectorFolder.assertPasses("wycheproof/" + file, 0, notRun);
  }

  /** A nonce of a wrong size, were it valid, would not be run. */
  @ParameterizedTest
  @CsvSource({
    "aes_gcm_test.json, 133",
    "chacha20_poly1305_test.json, 316",
    "hkdf_sha256_test.json, 86",
    "ed25519_test.json, 151",
    "ecdsa_secp256r1_sha256_test.json, 484"
  })
  void testsWithTheirResultTurnedRound_fail(String file, int failed) {
    Tally tally = VectorFolder.runChanged("wycheproof/" + file, WycheproofVectorsTest::turned);
    assertEquals(failed, tally.failed(), tally::summary);
  }

  private static String turned(String json) {
    return json.replace("\"result\":\"invalid\"", "\"result\":\"was invalid\"")
        .replace("\"result\":\"valid\"", "\"result\":\"invalid\"")
        .replace("\"result\":\"was invalid\"", "\"result\":\"valid\"");
  }
}
