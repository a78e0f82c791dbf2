package dev.claviger.conformance.peers;

import dev.claviger.conformance.interop.OwnServer;
import dev.claviger.conformance.interop.Scripts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every public script of the harness over Bouncy Castle and ourselves, in groups of both: each as
 * the first among the other's. Handshakes are encrypted in the suites of odd numbers and in clear
 * in the others; both in suite 1.
 */
final class BouncyCastleScriptsTest {
  private static final int CASTS = 2;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void everyScriptIsPlayed_withBouncyCastleAsTheFirstAndAsTheOthers(int suite) {
    Scripts.mostlyOnOneJdk(suite);
    try (BouncyCastle other = BouncyCastle.start();
        OwnServer own = OwnServer.software()) {
      Scripts.play(
          List.of(own.address(), other.address()),
          Scripts.all(),
          suite,
          suite == 1 ? List.of(true, false) : List.of(suite % 2 == 1),
          CASTS,
          KnownFaults::excuse);
    }
  }
}
