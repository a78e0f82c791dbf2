package dev.claviger.conformance.android;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import android.security.keystore.KeyProperties;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.keystore.android.AndroidKeyStoreConfig;
import dev.claviger.keystore.android.AndroidKeyStoreVault;
import dev.claviger.keystore.android.SecurityLevel;
import dev.claviger.keystore.android.UserAuthenticationRequiredException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The vault and the devices that it meets. Each test has a phone of its own. */
final class AndroidKeyStoreVaultTest {
  private static final KeyAlgorithm SIGNS = SignatureScheme.ECDSA_SECP256R1_SHA256;
  private static final KemId OPENS = KemId.DHKEM_P256_HKDF_SHA256;
  private static final Bytes MESSAGE = Bytes.utf8("message");

  private Phone phone;
  private AndroidKeyStoreConfig.Builder config;
  private String prefix;

  @BeforeAll
  static void start() {
    AndroidJvm.start();
  }

  @BeforeEach
  void takeAPhone(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName();
    phone = Phone.of(prefix);
    config = AndroidKeyStoreConfig.builder().aliasPrefix(prefix);
  }

  @Test
  void keys_outliveTheVault() {
    AndroidKeyStoreVault before = vault();
    VaultKey signs = before.generate(KeyPurpose.SIGNATURE, SIGNS);
    VaultKey opens = before.generate(KeyPurpose.INIT, KemId.DHKEM_X25519_HKDF_SHA256);
    before.close();

    AndroidKeyStoreVault after = vault();
    assertEquals(refs(List.of(signs, opens)), refs(after.list()));
    VaultKey found = after.find(KeyRef.of(signs.ref().toString())).orElseThrow();
    assertEquals(signs.publicKey(), found.publicKey());
    sign(found);
    VaultKey init = after.find(opens.ref()).orElseThrow();
    assertEquals(KeyPurpose.INIT, init.purpose());
    open(CipherSuiteId.MLS_128_DHKEMX25519_AES128GCM_SHA256_ED25519, init);
  }

  @Test
  void manyKeys_areAllListed() {
    AndroidKeyStoreVault vault = vault();
    List<VaultKey> made =
        IntStream.range(0, 50).mapToObj(i -> vault.generate(KeyPurpose.LEAF, OPENS)).toList();
    assertEquals(refs(made), refs(vault().list()));
  }

  @Test
  void twoPrefixes_areTwoVaults() {
    VaultKey key = vault().generate(KeyPurpose.SIGNATURE, SIGNS);
    AndroidKeyStoreVault other =
        AndroidKeyStoreVault.open(
            AndroidKeyStoreConfig.builder().aliasPrefix(prefix + "-2").build());
    assertTrue(other.list().isEmpty());
    assertTrue(other.find(key.ref()).isEmpty());
    assertFalse(other.destroy(key.ref()));
    sign(key);
  }

  @Test
  void trialsLeaveNothingBehind() throws Exception {
    AndroidKeyStoreVault vault = vault();
    for (KemId kem : KemId.values()) {
      vault.supports(kem);
    }
    assertEquals(4, phone.calls().get("generateKey"));
    assertEquals(List.of(), aliases());
  }

  @Test
  void whatWorked_isNotTriedAgain() {
    AndroidKeyStoreVault vault = vault();
    vault.supports(OPENS);
    assertEquals(1, phone.calls().get("generateKey"));
    vault.generate(KeyPurpose.LEAF, OPENS);
    vault.generate(KeyPurpose.INIT, OPENS);
    assertEquals(2, phone.calls().get("generateKey"));
  }

  @Test
  void aUse_isOneOperationOfTheService() {
    AndroidKeyStoreVault vault = vault();
    VaultKey signs = vault.generate(KeyPurpose.SIGNATURE, SIGNS);
    VaultKey opens = vault.generate(KeyPurpose.LEAF, OPENS);
    Map<String, Integer> operation = Map.of("createOperation", 1, "finish", 1, "abort", 1);
    phone.calls();
    sign(signs);
    assertEquals(operation, phone.calls());
    open(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256, opens);
    assertEquals(operation, phone.calls());
  }

  @Test
  void strongBox_isUsedForWhatItHas_andTheTrustedEnvironmentForTheRest() {
    phone.strongBox = true;
    AndroidKeyStoreVault vault = AndroidKeyStoreVault.open(config.strongBox().build());
    VaultKey strong = vault.generate(KeyPurpose.LEAF, OPENS);
    assertEquals(SecurityLevel.STRONGBOX, vault.securityLevel(strong.ref()));
    assertEquals("Android Keystore, STRONGBOX", vault.attest(strong.ref()).store());
    assertEquals(List.of(), vault.attest(strong.ref()).remarks());
    open(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256, strong);

    VaultKey other = vault.generate(KeyPurpose.LEAF, KemId.DHKEM_X25519_HKDF_SHA256);
    assertEquals(SecurityLevel.TRUSTED_ENVIRONMENT, vault.securityLevel(other.ref()));
    assertEquals(
        List.of("StrongBox was asked for, and TRUSTED_ENVIRONMENT obtained"),
        vault.attest(other.ref()).remarks());
  }

  @Test
  void strongBoxThatIsNotThere_isReplacedByTheTrustedEnvironment_andThatIsSaid() {
    AndroidKeyStoreVault vault = AndroidKeyStoreVault.open(config.strongBox().build());
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SIGNS);
    assertEquals(SecurityLevel.TRUSTED_ENVIRONMENT, vault.securityLevel(key.ref()));
    assertEquals(1, vault.attest(key.ref()).remarks().size());
    sign(key);
  }

  @Test
  void strongBoxThatGoesAway_isReplacedToo() {
    phone.strongBox = true;
    AndroidKeyStoreVault vault = AndroidKeyStoreVault.open(config.strongBox().build());
    vault.supports(SIGNS);
    phone.strongBox = false;
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SIGNS);
    assertEquals(SecurityLevel.TRUSTED_ENVIRONMENT, vault.securityLevel(key.ref()));
  }

  @Test
  void strongBoxThatIsDemanded_isNotReplaced() {
    AndroidKeyStoreVault vault =
        AndroidKeyStoreVault.open(config.strongBox().minimumLevel(SecurityLevel.STRONGBOX).build());
    UnsupportedKeyException e =
        assertThrows(
            UnsupportedKeyException.class, () -> vault.generate(KeyPurpose.SIGNATURE, SIGNS));
    assertTrue(e.getMessage().contains("StrongBox"), e::getMessage);
    assertEquals(List.of(), vault.list());
    assertThrows(
        IllegalArgumentException.class,
        () -> AndroidKeyStoreConfig.builder().minimumLevel(SecurityLevel.STRONGBOX).build());
  }

  @Test
  void keysThatOnlySoftwareGuards_areRefused_unlessTheyAreAllowed() {
    phone.secureHardware = false;
    VaultSupport.Unsupported no =
        assertInstanceOf(VaultSupport.Unsupported.class, vault().supports(SIGNS));
    assertTrue(no.reason().contains("SOFTWARE"), no::reason);

    AndroidKeyStoreVault emulator =
        AndroidKeyStoreVault.open(config.minimumLevel(SecurityLevel.SOFTWARE).build());
    VaultKey key = emulator.generate(KeyPurpose.SIGNATURE, SIGNS);
    KeyAttestation attestation = emulator.attest(key.ref());
    assertFalse(attestation.sensitive());
    assertFalse(attestation.neverExtractable());
    assertEquals(List.of("no secure hardware guards the key"), attestation.remarks());
  }

  @Test
  void hardwareThatIsGoneAfterTheTrial_leavesNoKey() throws Exception {
    AndroidKeyStoreVault vault = vault();
    vault.supports(SIGNS);
    phone.secureHardware = false;
    assertThrows(UnsupportedKeyException.class, () -> vault.generate(KeyPurpose.SIGNATURE, SIGNS));
    assertEquals(List.of(), aliases());
  }

  @Test
  void deviceWithoutCurve25519_hasP256() {
    phone.curve25519 = false;
    AndroidKeyStoreVault vault = vault();
    for (KeyAlgorithm algorithm :
        List.of(SignatureScheme.ED25519, KemId.DHKEM_X25519_HKDF_SHA256)) {
      VaultSupport.Unsupported no =
          assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(algorithm));
      assertTrue(no.reason().contains(algorithm.toString()), no::reason);
    }
    assertInstanceOf(VaultSupport.Supported.class, vault.supports(OPENS));
    sign(vault.generate(KeyPurpose.SIGNATURE, SIGNS));
  }

  @Test
  void deviceThatComputesWrong_isFoundOut_andMayGetWell() {
    phone.wrong = true;
    AndroidKeyStoreVault vault = vault();
    for (KeyAlgorithm algorithm : List.of(SIGNS, OPENS)) {
      assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(algorithm));
    }
    phone.wrong = false;
    assertInstanceOf(VaultSupport.Supported.class, vault.supports(SIGNS));
  }

  @Test
  void keyThatWaitsForTheUser_isTyped_andGoodAgainAfterwards() {
    AndroidKeyStoreVault vault = vault();
    VaultKey signs = vault.generate(KeyPurpose.SIGNATURE, SIGNS);
    VaultKey opens = vault.generate(KeyPurpose.LEAF, OPENS);
    phone.userIsThere = false;
    UserAuthenticationRequiredException e =
        assertThrows(UserAuthenticationRequiredException.class, () -> sign(signs));
    assertEquals(signs.ref(), e.key());
    assertThrows(
        UserAuthenticationRequiredException.class,
        () -> open(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256, opens));
    phone.userIsThere = true;
    sign(signs);
    open(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256, opens);
  }

  @Test
  void parametersOfTheApplication_reachTheKeystore_byPurpose() {
    AndroidKeyStoreVault vault =
        AndroidKeyStoreVault.open(
            config
                .parameters(
                    (purpose, algorithm, spec) -> {
                      if (purpose == KeyPurpose.SIGNATURE) {
                        spec.setUnlockedDeviceRequired(true);
                      }
                    })
                .build());
    VaultKey signs = vault.generate(KeyPurpose.SIGNATURE, SIGNS);
    VaultKey opens = vault.generate(KeyPurpose.LEAF, OPENS);
    phone.unlocked = false;
    assertThrows(UserAuthenticationRequiredException.class, () -> sign(signs));
    open(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256, opens);
    phone.unlocked = true;
    sign(signs);
  }

  @Test
  void parametersOfTheApplication_doNotWidenWhatAKeyDoes() {
    AndroidKeyStoreVault vault =
        AndroidKeyStoreVault.open(
            config.parameters((purpose, algorithm, spec) -> spec.setDigests("SHA-512")).build());
    sign(vault.generate(KeyPurpose.SIGNATURE, SIGNS));
  }

  @Test
  void keyThatWasRemovedBehindTheVault_isDestroyed() throws Exception {
    AndroidKeyStoreVault vault = vault();
    VaultKey signs = vault.generate(KeyPurpose.SIGNATURE, SIGNS);
    keyStore().deleteEntry(signs.ref().uri().getSchemeSpecificPart());
    KeyDestroyedException e = assertThrows(KeyDestroyedException.class, () -> sign(signs));
    assertNotNull(e.getCause());
    assertTrue(vault.find(signs.ref()).isEmpty());
    assertThrows(KeyDestroyedException.class, () -> vault.securityLevel(signs.ref()));
    assertThrows(KeyDestroyedException.class, () -> vault.attestationChain(signs.ref()));
    assertTrue(signs.privateKey().isDestroyed());
  }

  @Test
  void foreignKeysOfTheApplication_areNotTheVaults() {
    AndroidKeyStoreVault vault = vault();
    assertTrue(vault.find(KeyRef.of("android:" + prefix)).isEmpty());
    assertTrue(vault.find(KeyRef.of("android:" + prefix + ":leaf:" + SIGNS + ":00")).isEmpty());
    assertFalse(vault.destroy(KeyRef.of("android:other")));
  }

  @Test
  void attestation_holdsTheChallenge_andEndsAtTheRoot() throws Exception {
    Bytes challenge = Bytes.utf8("from the server");
    AndroidKeyStoreVault vault =
        AndroidKeyStoreVault.open(config.attestationChallenge(challenge).build());
    VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SIGNS);
    List<Certificate> chain = vault.attestationChain(key.ref());
    assertEquals(2, chain.size());
    chain.get(0).verify(chain.get(1).getPublicKey());
    byte[] extension =
        ((X509Certificate) chain.get(0)).getExtensionValue(FakeAttestation.EXTENSION.getId());
    assertTrue(Bytes.wrap(extension).toHex().contains(challenge.toHex()));
    byte[] encoded = chain.get(0).getPublicKey().getEncoded();
    assertArrayEquals(
        key.publicKey().toByteArray(),
        Bytes.wrap(encoded).slice(encoded.length - 65, encoded.length).toByteArray());

    AndroidKeyStoreVault plain = vault();
    VaultKey bare = plain.generate(KeyPurpose.SIGNATURE, SIGNS);
    List<Certificate> alone = plain.attestationChain(bare.ref());
    assertEquals(1, alone.size());
    assertNull(
        ((X509Certificate) alone.get(0)).getExtensionValue(FakeAttestation.EXTENSION.getId()));
  }

  @Test
  void attestationOfAKey_isOfTheHardware() {
    AndroidKeyStoreVault vault = vault();
    KeyAttestation attestation =
        vault.attest(vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519).ref());
    assertEquals(KeyCustody.RESIDENT, attestation.custody());
    assertEquals("Android Keystore, TRUSTED_ENVIRONMENT", attestation.store());
    assertEquals("Ed25519", attestation.mechanism());
    assertTrue(attestation.local());
  }

  @Test
  void configurationThatCannotBe_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> AndroidKeyStoreConfig.builder().aliasPrefix("a:b").build());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            AndroidKeyStoreConfig.builder()
                .attestationChallenge(Bytes.wrap(new byte[129]))
                .build());
  }

  /** The vault was compiled against declarations of ours, and constants were compiled in. */
  @Test
  void constantsOfOurDeclarations_areThePlatforms() throws Exception {
    assertEquals(4, constant("PURPOSE_SIGN"));
    assertEquals(64, constant("PURPOSE_AGREE_KEY"));
    assertEquals("NONE", constant("DIGEST_NONE"));
    assertEquals(1, constant("ORIGIN_GENERATED"));
    assertEquals(-1, constant("SECURITY_LEVEL_UNKNOWN_SECURE"));
    assertEquals(1, constant("SECURITY_LEVEL_TRUSTED_ENVIRONMENT"));
    assertEquals(2, constant("SECURITY_LEVEL_STRONGBOX"));
  }

  private AndroidKeyStoreVault vault() {
    return AndroidKeyStoreVault.open(AndroidKeyStoreConfig.builder().aliasPrefix(prefix).build());
  }

  private List<String> aliases() throws Exception {
    return Collections.list(keyStore().aliases()).stream()
        .filter(alias -> alias.startsWith(prefix + ":"))
        .toList();
  }

  private static KeyStore keyStore() throws Exception {
    KeyStore store = KeyStore.getInstance("AndroidKeyStore");
    store.load(null);
    return store;
  }

  private static Object constant(String name) throws ReflectiveOperationException {
    return KeyProperties.class.getField(name).get(null);
  }

  private static Set<KeyRef> refs(List<VaultKey> keys) {
    return keys.stream().map(VaultKey::ref).collect(Collectors.toSet());
  }

  private static void sign(VaultKey key) {
    CipherSuite suite = Engine.suite(CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256);
    assertInstanceOf(SignatureHandle.class, key.privateKey());
    Bytes signature = suite.signWithLabel(key.privateKey(), "label", MESSAGE);
    suite.verifyWithLabel(key.asSignatureKeyPair().publicKey(), "label", MESSAGE, signature);
  }

  private static void open(CipherSuiteId id, VaultKey key) {
    CipherSuite suite = Engine.suite(id);
    HpkeCiphertext sealed =
        suite.encryptWithLabel(key.asHpkeKeyPair().publicKey(), "label", MESSAGE, MESSAGE);
    try (Secret opened = suite.decryptWithLabel(key.asHpkeKeyPair(), "label", MESSAGE, sealed)) {
      assertEquals(MESSAGE, Bytes.wrap(opened.expose()));
    }
  }
}
