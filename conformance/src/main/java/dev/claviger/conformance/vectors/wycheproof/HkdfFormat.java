package dev.claviger.conformance.vectors.wycheproof;

import static dev.claviger.crypto.CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_ED25519;
import static dev.claviger.crypto.CipherSuiteId.MLS_256_DHKEMP384_AES256GCM_SHA384_P384;
import static dev.claviger.crypto.CipherSuiteId.MLS_256_DHKEMP521_AES256GCM_SHA512_P521;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import java.util.Optional;

/** HKDF (RFC 5869), as a ciphersuite's KDF (RFC 9420 §5.1). */
final class HkdfFormat extends WycheproofFormat {
  HkdfFormat() {
    super("wycheproof-hkdf", "HkdfTest");
  }

  @Override
  Verdict check(Fields group, WycheproofTest test) {
    Optional<CipherSuite> suite = idFor(test.algorithm()).map(Engine::suite);
    if (suite.isEmpty()) {
      return Verdict.notRun(test.algorithm() + " is in no MLS suite");
    }
    check(suite.get(), test);
    return Verdict.PASSED;
  }

  private static void check(CipherSuite suite, WycheproofTest test) {
    Fields in = test.fields();
    int length = in.integer("size");
    try (Secret salt = in.secret("salt");
        Secret ikm = in.secret("ikm");
        Secret prk = suite.extract(salt, ikm)) {
      if (test.isInvalid()) {
        Expect.refused(
            "a length of " + length,
            () -> suite.expand(prk, in.hex("info"), length),
            IllegalArgumentException.class);
        return;
      }
      Expect.reveals("okm", in.hex("okm"), suite.expand(prk, in.hex("info"), length));
    }
  }

  private static Optional<CipherSuiteId> idFor(String algorithm) {
    return switch (algorithm) {
      case "HKDF-SHA-256" -> Optional.of(MLS_128_DHKEMX25519_AES128GCM_SHA256_ED25519);
      case "HKDF-SHA-384" -> Optional.of(MLS_256_DHKEMP384_AES256GCM_SHA384_P384);
      case "HKDF-SHA-512" -> Optional.of(MLS_256_DHKEMP521_AES256GCM_SHA512_P521);
      default -> Optional.empty();
    };
  }
}
