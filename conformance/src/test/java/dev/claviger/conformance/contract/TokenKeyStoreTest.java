package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SealingHandle;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.keystore.ClavigerKeyStoreProvider;
import dev.claviger.keystore.MlsSignatureKeyEntry;
import dev.claviger.keystore.VaultLoadStoreParameter;
import dev.claviger.keystore.sealing.SealedSoftwareVault;
import dev.claviger.keystore.sealing.SealingException;
import dev.claviger.keystore.sealing.VaultSealingKeys;
import dev.claviger.mls.wire.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key store over a token, and software keys sealed under a key in it. */
public final class TokenKeyStoreTest {
  @TempDir Path folder;
  private Pkcs11Vault vault;

  @BeforeEach
  void open() {
    vault = Pkcs11Vault.open(SoftHsm.token(TokenKeyStoreTest.class).build());
  }

  @AfterEach
  void nothingIsLeftOnTheToken() {
    if (vault != null) {
      vault.close();
      assertEquals(0, SoftHsm.tokenObjects(TokenKeyStoreTest.class));
    }
  }

  @Test
  void aBasicCredential_isAnObjectOfTheToken_andGoesWithItsKey()
      throws GeneralSecurityException, IOException {
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
    Credential bob = Credential.basic("bob@example.com");
    store(vault).setEntry("bob", MlsSignatureKeyEntry.of(key, bob), null);
    assertEquals(3, SoftHsm.tokenObjects(TokenKeyStoreTest.class));

    try (Pkcs11Vault other = Pkcs11Vault.open(SoftHsm.token(TokenKeyStoreTest.class).build())) {
      MlsSignatureKeyEntry entry = MlsSignatureKeyEntry.get(store(other), "bob");
      assertEquals(bob, entry.credential());
      assertEquals(key.ref(), entry.key().ref());
      store(other).deleteEntry("bob");
    }
  }

  @Test
  void aListingOfManyKeys_asksTheTokenOnceForAllOfThem()
      throws GeneralSecurityException, IOException {
    for (int i = 0; i < 4; i++) {
      vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
    }
    KeyStore store = store(vault);
    List<String> aliases = Collections.list(store.aliases());
    assertEquals(4, aliases.size());

    long before = vault.tokenCalls();
    for (String alias : aliases) {
      assertTrue(store.isKeyEntry(alias));
      store.getEntry(alias, null);
      store.getCreationDate(alias);
    }
    assertEquals(0, vault.tokenCalls() - before);
    for (String alias : aliases) {
      store.deleteEntry(alias);
    }
  }

  @Test
  void softwareKeys_areSealedUnderAKeyOfTheToken_andEndWithIt() throws IOException {
    Path file = folder.resolve("keys.sealed");
    VaultSealingKeys keys = VaultSealingKeys.of(vault, "local");
    VaultKey key;
    try (SealedSoftwareVault local = SealedSoftwareVault.open(file, keys)) {
      key = local.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED448);
      assertTrue(local.sealedUnder().endsWith("type=secret-key"), local.sealedUnder());
    }
    SealingHandle first = vault.sealingHandles().orElseThrow().current("local").orElseThrow();
    keys.rotate();
    try (SealedSoftwareVault local = SealedSoftwareVault.open(file, keys)) {
      assertTrue(local.find(key.ref()).isPresent(), "the older key still opens");
      local.reseal(keys);
    }
    assertTrue(vault.sealingHandles().orElseThrow().destroy(first.ref()));
    try (SealedSoftwareVault local = SealedSoftwareVault.open(file, keys)) {
      assertTrue(local.find(key.ref()).isPresent());
    }

    byte[] whole = Files.readAllBytes(file);
    whole[whole.length - 1] ^= 1;
    Files.write(file, whole);
    assertEquals(
        SealingException.Reason.NOT_AUTHENTIC,
        assertThrows(SealingException.class, () -> SealedSoftwareVault.open(file, keys)).reason());
    SealingHandle last = vault.sealingHandles().orElseThrow().current("local").orElseThrow();
    vault.sealingHandles().orElseThrow().destroy(last.ref());
    assertEquals(
        SealingException.Reason.KEY_UNKNOWN,
        assertThrows(SealingException.class, () -> SealedSoftwareVault.open(file, keys)).reason());
  }

  private static KeyStore store(Pkcs11Vault vault) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("MLS", new ClavigerKeyStoreProvider());
    store.load(VaultLoadStoreParameter.of(vault));
    return store;
  }
}
