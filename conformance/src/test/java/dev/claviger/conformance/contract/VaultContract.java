package dev.claviger.conformance.contract;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One vault for a class of tests, and keys in it that several tests share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VaultContract {
  private final VaultBackend backend;
  private final Map<KeyAlgorithm, VaultKey> keys = new ConcurrentHashMap<>();
  private KeyVault vault;

  VaultContract(VaultBackend backend) {
    this.backend = backend;
  }

  @BeforeAll
  final void open() {
    vault = backend.open();
  }

  @AfterAll
  final void close() {
    if (vault != null) {
      keys.values().forEach(key -> vault.destroy(key.ref()));
      backend.clear(vault);
      vault.close();
    }
  }

  final VaultBackend backend() {
    return backend;
  }

  final KeyVault vault() {
    return vault;
  }

  static List<KeyAlgorithm> algorithms() {
    return Stream.<KeyAlgorithm>concat(
            Stream.of(SignatureScheme.values()), Stream.of(KemId.values()))
        .toList();
  }

  final List<KeyAlgorithm> supported() {
    return algorithms().stream().filter(this::isSupported).toList();
  }

  final List<CipherSuiteId> supportedSuites() {
    return CipherSuiteId.rfc9420().stream()
        .filter(id -> isSupported(Engine.suite(id).signatureScheme()))
        .filter(id -> isSupported(Engine.suite(id).kem()))
        .toList();
  }

  final boolean isSupported(KeyAlgorithm algorithm) {
    return !backend.unsupported().contains(algorithm);
  }

  /** A key that tests of this class share; they must leave it alive. */
  final VaultKey sharedKey(KeyAlgorithm algorithm) {
    return keys.computeIfAbsent(algorithm, this::freshKey);
  }

  /** A key of a test's own, to be destroyed by it. */
  final VaultKey freshKey(KeyAlgorithm algorithm) {
    return vault.generate(purposeOf(algorithm), algorithm);
  }

  static KeyPurpose purposeOf(KeyAlgorithm algorithm) {
    return algorithm instanceof SignatureScheme ? KeyPurpose.SIGNATURE : KeyPurpose.LEAF;
  }

  /** A suite that uses the algorithm. */
  static CipherSuite suiteWith(KeyAlgorithm algorithm) {
    return CipherSuiteId.rfc9420().stream()
        .map(Engine::suite)
        .filter(suite -> suite.kem() == algorithm || suite.signatureScheme() == algorithm)
        .findFirst()
        .orElseThrow();
  }
}
