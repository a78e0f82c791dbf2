package dev.claviger.conformance.peers;

import dev.claviger.conformance.interop.OwnServer;
import dev.claviger.conformance.interop.Scripts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every public script of the harness over Bouncy Castle and ourselves, in groups of both: each
 * alone, each as the first among the other's. In suite 1 some more assignments of roles are played
 * at random, and handshakes both in clear and encrypted; in the other suites one of these.
 */
final class BouncyCastleScriptsTest {
  @ParameterizedTest
  @CsvSource({"1, 8", "2, 4", "3, 4", "4, 4", "5, 4", "6, 4", "7, 4"})
  void everyScriptIsPlayed_withBouncyCastleInEveryKindOfRole(int suite, int casts) {
    try (BouncyCastle other = BouncyCastle.start();
        OwnServer own = OwnServer.software()) {
      Scripts.play(
          List.of(own.address(), other.address()),
          Scripts.all(),
          suite,
          suite == 1 ? List.of(true, false) : List.of(suite % 2 == 1),
          casts,
          outcome -> false);
    }
  }
}
