package dev.claviger.conformance.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.contract.SoftHsm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultByPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.wire.Credential;
import dev.claviger.provider.MlsProvider;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The README's example of two tokens; {@link ReadmeTest} holds the two against each other. */
@Isolated("installs a provider in this JVM")
public class TwoTokensExampleTest {
  /** The name of the second token. */
  public static final class HpkeKeys {}

  @Test
  void signatureKeysAreOnOneToken_andLeafKeysOnTheOther() {
    Pkcs11Config signatures = config(TwoTokensExampleTest.class);
    Pkcs11Config hpke = config(HpkeKeys.class);
    Security.addProvider(new MlsProvider());
    try (KeyVault one = Pkcs11Vault.open(signatures);
        KeyVault two = Pkcs11Vault.open(hpke)) {
      Group group = example(signatures, hpke);
      assertEquals(List.of(KeyPurpose.SIGNATURE), purposes(one));
      assertEquals(List.of(KeyPurpose.LEAF), purposes(two));
      group.protect("hello");
      for (KeyVault vault : List.of(one, two)) {
        vault.list().forEach(key -> assertTrue(vault.destroy(key.ref())));
      }
    } finally {
      Security.removeProvider(MlsProvider.NAME);
    }
  }

  private static Group example(Pkcs11Config signatures, Pkcs11Config hpke) {
    // region two tokens
    KeyVault vault = VaultByPurpose.of(Pkcs11Vault.open(signatures), Pkcs11Vault.open(hpke));
    MlsClient alice =
        MlsClient.builder()
            .suite("MLS_128_DHKEMP256_AES128GCM_SHA256_P256")
            .credential(Credential.basic("alice@example.com"))
            .vault(vault) // each key is made on the token that its purpose belongs to
            .build();
    // endregion
    return alice.createGroup();
  }

  private static Pkcs11Config config(Class<?> token) {
    return SoftHsm.of(token).config(token.getSimpleName()).build();
  }

  private static List<KeyPurpose> purposes(KeyVault vault) {
    return vault.list().stream().map(VaultKey::purpose).toList();
  }
}
