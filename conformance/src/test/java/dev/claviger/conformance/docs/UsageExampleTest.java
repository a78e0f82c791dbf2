package dev.claviger.conformance.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import dev.claviger.provider.MlsProvider;
import java.security.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The README's example; {@link ReadmeTest} holds the two against each other. */
@Isolated("installs a provider in this JVM")
class UsageExampleTest {
  private static final String SUITE = "MLS_128_DHKEMP256_AES128GCM_SHA256_P256";

  @Test
  void theUsageExampleWorks() {
    try (KeyVault vault = SoftwareVault.create();
        KeyVault bobsVault = SoftwareVault.create()) {
      assertEquals("hello", example(vault, bobsVault));
    } finally {
      Security.removeProvider(MlsProvider.NAME);
    }
  }

  private static String example(KeyVault vault, KeyVault bobsVault) {
    // region usage
    Security.addProvider(new MlsProvider());
    MlsClient alice =
        MlsClient.builder()
            .suite("MLS_128_DHKEMP256_AES128GCM_SHA256_P256")
            .credential(Credential.basic("alice@example.com"))
            .vault(vault) // Pkcs11Vault.open(…): keys are made and used in the token
            .build();
    Group group = alice.createGroup();
    MlsClient bob = client("bob@example.com", bobsVault);
    PendingCommit added = group.commit().add(bob.keyPackage()).build();
    added.accept(); // once the delivery service has ordered added.message()
    Group atBob = bob.join(added.welcome().orElseThrow());
    Received received = atBob.process(group.protect("hello"));
    // endregion
    return received instanceof Received.Application application ? application.text() : "";
  }

  private static MlsClient client(String name, KeyVault vault) {
    return MlsClient.builder().suite(SUITE).credential(Credential.basic(name)).vault(vault).build();
  }
}
