package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.ApprovedVault;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.NotApprovedException;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import dev.claviger.mls.wire.Credential;
import dev.claviger.provider.MlsProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator's approved mode lets through. */
final class ApprovedModeTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 7})
  void groupWithKeysInTheToken_works(int id) throws Exception {
    CipherSuite suite =
        CipherSuite.getInstance(
            new CipherSuiteId(id), new MlsProvider().configure("suites=approved;symmetric=JDK"));
    try (ApprovedVault vault =
            ApprovedVault.over(Pkcs11Vault.open(SoftHsm.token(ApprovedModeTest.class).build()));
        MlsClient alice = client("alice", suite, vault);
        MlsClient bob = client("bob", suite, vault)) {
      Group group = alice.createGroup();
      PendingCommit commit = group.commit().add(bob.keyPackage()).update().build();
      commit.accept();
      Group joined = bob.join(commit.welcome().orElseThrow());
      assertInstanceOf(Received.Application.class, joined.process(group.protect("approved")));
    }
  }

  @Test
  void curvesThatAreNotNists_areRefusedBeforeAKeyIsMade() {
    try (ApprovedVault vault =
        ApprovedVault.over(Pkcs11Vault.open(SoftHsm.token(ApprovedModeTest.class).build()))) {
      int keys = vault.list().size();
      assertThrows(
          UnsupportedKeyException.class,
          () -> vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519));
      assertThrows(
          UnsupportedKeyException.class,
          () -> vault.generate(KeyPurpose.LEAF, KemId.DHKEM_X448_HKDF_SHA512));
      assertEquals(keys, vault.list().size());
    }
  }

  @Test
  void softwareKeys_areRefused_andNoneIsLeft() {
    SoftwareVault software = SoftwareVault.create();
    VaultKey old = software.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256);
    ApprovedVault vault = ApprovedVault.over(software);
    NotApprovedException e =
        assertThrows(
            NotApprovedException.class,
            () -> vault.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256));
    assertTrue(e.getMessage().contains("SOFTWARE"), e.getMessage());
    assertEquals(1, software.list().size());
    assertThrows(NotApprovedException.class, () -> vault.find(old.ref()));
    assertTrue(vault.list().isEmpty());
  }

  private static MlsClient client(String name, CipherSuite suite, ApprovedVault vault) {
    return MlsClient.builder().suite(suite).credential(Credential.basic(name)).vault(vault).build();
  }
}
