package dev.claviger.keystore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.wire.Credential;
import dev.claviger.provider.MlsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.ProviderException;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of a store over vaults that keep no names themselves, so that a file does. */
class EntriesTest {
  private static final String SUITE = "MLS_128_DHKEMP256_AES128GCM_SHA256_P256";

  private final SoftwareVault vault = SoftwareVault.create();
  private final TestCertificates authority = new TestCertificates();
  private final ClavigerKeyStoreProvider provider = new ClavigerKeyStoreProvider();
  @TempDir Path folder;
  private KeyStore store;
  private VaultKey key;

  @BeforeEach
  void load() throws GeneralSecurityException, IOException {
    store = open();
    key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private KeyStore open() throws GeneralSecurityException, IOException {
    KeyStore opened = KeyStore.getInstance("MLS", provider);
    opened.load(VaultLoadStoreParameter.of(vault).certificates(folder.resolve("names")));
    return opened;
  }

  @Test
  void aHandleAndItsChain_areAPrivateKeyEntry_alsoForTheNextStore()
      throws GeneralSecurityException, IOException {
    Certificate[] chain = {authority.certify(key, "CN=alice"), authority.root()};
    store.setKeyEntry("alice", key.privateKey(), null, chain);

    KeyStore next = open();
    KeyStore.PrivateKeyEntry entry =
        assertInstanceOf(KeyStore.PrivateKeyEntry.class, next.getEntry("alice", null));
    assertSame(key.privateKey(), entry.getPrivateKey());
    assertArrayEquals(chain, entry.getCertificateChain());
    assertEquals("alice", next.getCertificateAlias(chain[0]));
    assertEquals(List.of("alice"), Collections.list(next.aliases()));
    assertSame(key.privateKey(), next.getKey(key.ref().toString(), null), "by reference too");
    assertTrue(next.entryInstanceOf("alice", KeyStore.PrivateKeyEntry.class));
    assertFalse(next.entryInstanceOf("alice", KeyStore.SecretKeyEntry.class));
  }

  @Test
  void aHandleWithoutAnything_isAVaultKeyEntry_andNoSecretKey() throws GeneralSecurityException {
    String alias = key.ref().toString();
    assertEquals(key, assertInstanceOf(VaultKeyEntry.class, store.getEntry(alias, null)).key());
    assertFalse(store.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class));
    assertNull(store.getCertificate(alias));
  }

  @Test
  void anotherKeysCertificate_isRefused_andChangesNothing()
      throws GeneralSecurityException, IOException {
    VaultKey other = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
    Certificate[] chain = {authority.certify(other, "CN=other")};

    assertThrows(
        KeyStoreException.class, () -> store.setKeyEntry("a", key.privateKey(), null, chain));
    assertFalse(store.containsAlias("a"));
    assertFalse(Files.exists(folder.resolve("names")));
  }

  @Test
  void keysOfElsewhere_areRefused() throws GeneralSecurityException, IOException {
    KeyPair software = KeyPairGenerator.getInstance("EC").generateKeyPair();
    Certificate[] chain = {authority.root()};
    assertThrows(
        KeyStoreException.class, () -> store.setKeyEntry("a", software.getPrivate(), null, chain));
    try (SoftwareVault stranger = SoftwareVault.create()) {
      VaultKey foreign = stranger.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      Certificate[] certified = {authority.certify(foreign, "CN=foreign")};
      assertThrows(
          KeyStoreException.class,
          () -> store.setKeyEntry("a", foreign.privateKey(), null, certified));
    }
  }

  @Test
  void aKeyThatLosesItsName_stays() throws GeneralSecurityException, IOException {
    VaultKey second = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
    Certificate[] first = {authority.certify(key, "CN=a")};
    Certificate[] other = {authority.certify(second, "CN=a")};
    store.setKeyEntry("a", key.privateKey(), null, first);
    store.setKeyEntry("a", second.privateKey(), null, other);

    assertSame(second.privateKey(), store.getKey("a", null));
    assertTrue(store.containsAlias(key.ref().toString()));
    assertEquals(2, store.size());
  }

  @Test
  void aTrustedCertificate_isAnEntry_whoseNameNoKeyCanTake()
      throws GeneralSecurityException, IOException {
    X509Certificate root = authority.root();
    store.setCertificateEntry("root", root);
    Certificate[] chain = {authority.certify(key, "CN=a")};

    assertTrue(store.isCertificateEntry("root"));
    assertEquals("root", open().getCertificateAlias(root));
    assertThrows(
        KeyStoreException.class, () -> store.setKeyEntry("root", key.privateKey(), null, chain));
    store.deleteEntry("root");
    assertFalse(open().containsAlias("root"));
  }

  @Test
  void aBasicCredential_makesAClient_alsoFromTheNextStore()
      throws GeneralSecurityException, IOException {
    Credential bob = Credential.basic("bob@example.com");
    store.setEntry("bob", MlsSignatureKeyEntry.of(key, bob), null);

    MlsSignatureKeyEntry entry = MlsSignatureKeyEntry.get(open(), "bob");
    assertEquals(bob, entry.credential());
    try (MlsClient client = client(entry)) {
      assertEquals(key.ref(), client.signatureKey());
      client.createGroup().close();
    }
    assertTrue(vault.find(key.ref()).isPresent(), "the client did not make the key");
  }

  @Test
  void aCertificateChain_isACredentialToo() throws GeneralSecurityException, IOException {
    Certificate[] chain = {authority.certify(key, "CN=carol"), authority.root()};
    store.setKeyEntry("carol", key.privateKey(), null, chain);

    MlsSignatureKeyEntry entry = MlsSignatureKeyEntry.get(open(), "carol");
    Credential.X509 x509 = assertInstanceOf(Credential.X509.class, entry.credential());
    assertArrayEquals(chain[0].getEncoded(), x509.certificates().get(0).value().toByteArray());
    assertEquals(2, x509.certificates().size());
    assertEquals(key, entry.key());

    store.setEntry("dave", entry, null);
    assertArrayEquals(chain, store.getCertificateChain("dave"));
    assertFalse(store.containsAlias("carol"), "one key, one name");
  }

  @Test
  void whatHasNoCredential_isNoMlsEntry() {
    assertThrows(
        KeyStoreException.class, () -> MlsSignatureKeyEntry.get(store, key.ref().toString()));
    assertThrows(KeyStoreException.class, () -> MlsSignatureKeyEntry.get(store, "nobody"));
    VaultKey leaf =
        vault.generate(KeyPurpose.LEAF, dev.claviger.crypto.hpke.KemId.DHKEM_P256_HKDF_SHA256);
    assertThrows(
        IllegalArgumentException.class,
        () -> MlsSignatureKeyEntry.of(leaf, Credential.basic("leaf")));
  }

  @Test
  void keysAreGeneratedInTheVaultOfTheStore_andNamedThen()
      throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(384);
    KeyPair pair = generator.generateKeyPair();

    assertNull(pair.getPrivate().getEncoded());
    assertEquals(2, store.size());
    Signature signer = Signature.getInstance("SHA384withECDSA", provider);
    signer.initSign(pair.getPrivate());
    signer.update(new byte[3]);
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance("SHA384withECDSA");
    verifier.initVerify(pair.getPublic());
    verifier.update(new byte[3]);
    assertTrue(verifier.verify(signature));
  }

  @Test
  void anotherHashThanTheSchemes_isRefusedWithTheRightOne() throws GeneralSecurityException {
    Signature signer = Signature.getInstance("SHA384withECDSA", provider);

    String message =
        assertThrows(
                java.security.InvalidKeyException.class, () -> signer.initSign(key.privateKey()))
            .getMessage();
    assertTrue(message.contains("signs SHA256withECDSA and not SHA384withECDSA"), message);
  }

  @Test
  void withoutAStore_noKeyIsMade() throws GeneralSecurityException {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance("Ed25519", new ClavigerKeyStoreProvider());

    assertThrows(ProviderException.class, generator::generateKeyPair);
  }

  @Test
  void aFileThatWasChanged_isNotWrittenOver() throws GeneralSecurityException, IOException {
    Path names = folder.resolve("names");
    store.setCertificateEntry("root", authority.root());
    String changed = Files.readString(names).replace("trusted", "trussed");
    Files.writeString(names, changed);
    Certificate[] chain = {authority.certify(key, "CN=a")};

    assertThrows(
        RuntimeException.class, () -> open().setKeyEntry("a", key.privateKey(), null, chain));
    assertEquals(changed, Files.readString(names));
  }

  private MlsClient client(MlsSignatureKeyEntry entry) throws GeneralSecurityException {
    return MlsClient.builder()
        .suite(dev.claviger.crypto.CipherSuite.getInstance(SUITE, MlsProvider.standard()))
        .vault(vault)
        .signatureKey(entry.key())
        .credential(entry.credential())
        .build();
  }
}
