package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.key.KeyAlgorithm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole engine, in all suites, over handles that blow up when asked for key bytes. */
final class TripwireCipherSuiteTest extends CipherSuiteContract {
  TripwireCipherSuiteTest() {
    super(new TripwireBackend(new SoftwareBackend()));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void tripwire_isArmed(KeyAlgorithm algorithm) {
    assertThrows(AssertionError.class, () -> sharedKey(algorithm).privateKey().getEncoded());
  }
}
