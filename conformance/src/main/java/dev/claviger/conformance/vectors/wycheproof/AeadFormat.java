package dev.claviger.conformance.vectors.wycheproof;

import static dev.claviger.crypto.CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_ED25519;
import static dev.claviger.crypto.CipherSuiteId.MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_ED25519;
import static dev.claviger.crypto.CipherSuiteId.MLS_256_DHKEMP521_AES256GCM_SHA512_P521;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.conformance.vectors.Expect;
import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Secret;
import java.util.Optional;

/**
 * AES-GCM and ChaCha20-Poly1305, as a ciphersuite's AEAD (RFC 9420 §5.1).
 *
 * <p>The suites have keys of 128 and 256 bits, nonces of 96 and tags of 128, and nothing else. A
 * test of any other size is not run, unless the size is its very point: then it must be refused.
 */
final class AeadFormat extends WycheproofFormat {
  private static final int NONCE_BITS = 96;
  private static final int TAG_BITS = 128;

  AeadFormat() {
    super("wycheproof-aead", "AeadTest");
  }

  @Override
  Verdict check(Fields group, WycheproofTest test) {
    int keyBits = group.integer("keySize");
    int nonceBits = group.integer("ivSize");
    Optional<CipherSuite> suite = suiteFor(test, keyBits);
    if (suite.isEmpty()) {
      return Verdict.notRun(keyBits + "-bit keys are in no MLS suite");
    }
    if (group.integer("tagSize") != TAG_BITS) {
      return Verdict.notRun("MLS tags have " + TAG_BITS + " bits");
    }
    if (nonceBits != NONCE_BITS && !sizeIsThePoint(test)) {
      return Verdict.notRun("MLS nonces have " + NONCE_BITS + " bits");
    }
    check(suite.get(), test);
    return Verdict.PASSED;
  }

  private static void check(CipherSuite suite, WycheproofTest test) {
    Fields in = test.fields();
    Bytes nonce = in.hex("iv");
    Bytes aad = in.hex("aad");
    Bytes plaintext = in.hex("msg");
    Bytes ciphertext = Bytes.concat(in.hex("ct"), in.hex("tag"));
    try (Secret key = in.secret("key")) {
      if (test.isInvalid()) {
        Expect.refused(
            "the ciphertext",
            () -> suite.open(key, nonce, aad, ciphertext),
            AuthenticationException.class,
            IllegalArgumentException.class);
        return;
      }
      Expect.equal("ciphertext", ciphertext, suite.seal(key, nonce, aad, plaintext));
      Expect.equal("plaintext", plaintext, suite.open(key, nonce, aad, ciphertext));
    }
  }

  private static boolean sizeIsThePoint(WycheproofTest test) {
    return test.isInvalid() && (test.hasFlag("InvalidNonceSize") || test.hasFlag("ZeroLengthIv"));
  }

  private static Optional<CipherSuite> suiteFor(WycheproofTest test, int keyBits) {
    return idFor(test.algorithm(), keyBits).map(Engine::suite);
  }

  private static Optional<CipherSuiteId> idFor(String algorithm, int keyBits) {
    return switch (algorithm + "/" + keyBits) {
      case "AES-GCM/128" -> Optional.of(MLS_128_DHKEMX25519_AES128GCM_SHA256_ED25519);
      case "AES-GCM/256" -> Optional.of(MLS_256_DHKEMP521_AES256GCM_SHA512_P521);
      case "CHACHA20-POLY1305/256" ->
          Optional.of(MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_ED25519);
      default -> Optional.empty();
    };
  }
}
