package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A PKCS#11 vault as a configuration file describes it. */
class Pkcs11VaultOpenerTest {
  private final Pkcs11VaultOpener opener = new Pkcs11VaultOpener();

  @ParameterizedTest
  @CsvSource({"software,SOFTWARE", "imported,IMPORTED"})
  void pathKeys_areKeptWhereTheSettingSays(String where, KeyCustody custody) {
    try (KeyVault vault = opener.open(settings(Map.of("pathKeys", where)))) {
      assertEquals(custody, vault.derivedKeys().custody());
    }
  }

  @Test
  void withoutTheSetting_pathKeysAreSoftwareKeys() {
    try (KeyVault vault = opener.open(settings(Map.of()))) {
      assertEquals(KeyCustody.SOFTWARE, vault.derivedKeys().custody());
    }
  }

  @ParameterizedTest
  @CsvSource({"pathKeys,token,pathKeys is software or imported", "pathkeys,imported,pathkeys"})
  void wrongSetting_isRefused_andNamed(String setting, String value, String said) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> opener.open(settings(Map.of(setting, value))));
    assertTrue(e.getMessage().contains(said), e.getMessage());
  }

  private static VaultSettings settings(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("library", SoftHsm.require().library().toString());
    values.put("token", SoftHsm.IMPORT_TOKEN);
    return new VaultSettings(
        "hsm",
        values,
        Path.of(""),
        () -> Optional.of(SoftHsm.require().pin()),
        other -> Optional.empty());
  }
}
