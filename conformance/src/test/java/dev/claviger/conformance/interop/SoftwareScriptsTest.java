package dev.claviger.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every public script of the harness with nobody but ourselves, keys in software. Handshakes are
 * encrypted in the suites of even numbers and in clear in the others: the other way round than with
 * other stacks and tokens.
 */
final class SoftwareScriptsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void everyScriptIsPlayed_andNoKeyIsLeft(int suite) {
    Scripts.mostlyOnOneJdk(suite);
    try (OwnServer own = OwnServer.software()) {
      Scripts.play(
          List.of(own.address()),
          Scripts.all(),
          suite,
          List.of(suite % 2 == 0),
          1,
          outcome -> false);
      own.server().close();
      assertTrue(own.vault().list().isEmpty());
    }
  }
}
