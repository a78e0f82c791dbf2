package dev.claviger.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.conformance.contract.SoftHsm;
import dev.claviger.hsm.Pkcs11Vault;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every public script of the harness with members whose keys live in a SoftHSM token, all of them.
 * Handshakes are encrypted in the suites of odd numbers and in clear in the others, because each
 * key of a token takes its time.
 */
public final class SoftHsmScriptsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void everyScriptIsPlayed_andNoKeyIsLeftInTheToken(int suite) {
    Scripts.mostlyOnOneJdk(suite);
    try (Pkcs11Vault token =
            Pkcs11Vault.open(
                SoftHsm.of(SoftHsmScriptsTest.class)
                    .config(SoftHsmScriptsTest.class.getSimpleName())
                    .build());
        OwnServer onToken = OwnServer.over(token)) {
      Scripts.play(
          List.of(onToken.address()),
          Scripts.all(),
          suite,
          List.of(suite % 2 == 1),
          1,
          outcome -> false);
      onToken.server().close();
      assertEquals(List.of(), token.list());
    }
  }
}
