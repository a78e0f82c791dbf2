package dev.claviger.keystore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandleKeyStoreTest {
  private final SoftwareVault first = SoftwareVault.create();
  private final SoftwareVault second = SoftwareVault.create();
  private KeyStore store;

  @BeforeEach
  void load() throws GeneralSecurityException, IOException {
    store = KeyStore.getInstance("MLS", new ClavigerKeyStoreProvider());
    store.load(VaultLoadStoreParameter.of(first, second));
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void listsTheHandlesOfAllVaults_thoughTheyHaveNoCertificate() throws GeneralSecurityException {
    VaultKey a = first.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
    VaultKey b = second.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256);

    assertEquals(2, store.size());
    List<String> aliases = Collections.list(store.aliases());
    assertTrue(aliases.contains(a.ref().toString()) && aliases.contains(b.ref().toString()));
    assertSame(a.privateKey(), store.getKey(a.ref().toString(), null));
    assertTrue(store.isKeyEntry(b.ref().toString()));
    assertNull(store.getCertificateChain(a.ref().toString()));
  }

  @Test
  void deletingAnEntryDestroysTheKey() throws GeneralSecurityException {
    VaultKey key = second.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED448);

    store.deleteEntry(key.ref().toString());

    assertFalse(store.containsAlias(key.ref().toString()));
    assertTrue(second.find(key.ref()).isEmpty());
  }

  @Test
  void storingIsNothing_andNeverThrows() throws GeneralSecurityException, IOException {
    first.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);

    store.store(null, null);
    store.store(null);

    assertEquals(1, store.size());
  }

  @Test
  void takesNothingInFromOutside() throws GeneralSecurityException {
    assertThrows(KeyStoreException.class, () -> store.setKeyEntry("a", new byte[1], null));
    assertThrows(IOException.class, () -> store.load(new ByteArrayInputStream(new byte[1]), null));
    assertNull(store.getKey("no such alias", null));
  }
}
