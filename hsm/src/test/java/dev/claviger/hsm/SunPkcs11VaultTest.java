package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.ProviderHkdf;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.provider.MlsProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SunPKCS11 on SoftHSM: the NIST curves. */
class SunPkcs11VaultTest {
  private static final String P256_SUITE = "MLS_128_DHKEMP256_AES128GCM_SHA256_P256";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("nist")
  void key_works_isHeldAsDemanded_andDies(KeyAlgorithm algorithm) throws GeneralSecurityException {
    try (SunPkcs11Vault vault = open()) {
      VaultKey key = vault.generate(Pkcs11VaultTest.purpose(algorithm), algorithm);
      assertNull(key.privateKey().getEncoded());
      Pkcs11VaultTest.use(key);
      Pkcs11VaultTest.use(vault.find(key.ref()).orElseThrow());
      KeyAttestation told = vault.attest(key.ref());
      assertTrue(told.sensitive());
      assertTrue(told.neverExtractable());
      assertTrue(told.local());
      assertEquals(2, told.operations());
      assertEquals(
          algorithm instanceof KemId ? Optional.of(AgreementRoute.RAW_SECRET) : Optional.empty(),
          told.route());
      assertTrue(vault.destroy(key.ref()));
      assertFalse(vault.destroy(key.ref()));
      assertThrows(KeyDestroyedException.class, () -> Pkcs11VaultTest.use(key));
      assertThrows(KeyDestroyedException.class, () -> vault.attest(key.ref()));
    }
  }

  @Test
  void curvesThatSunPkcs11Lacks_areUnsupported() {
    try (SunPkcs11Vault vault = open()) {
      for (KeyAlgorithm algorithm :
          List.of(SignatureScheme.ED448, KemId.DHKEM_X25519_HKDF_SHA256)) {
        VaultSupport.Unsupported no =
            assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(algorithm));
        assertTrue(no.reason().contains("NIST"), no.reason());
        assertThrows(
            UnsupportedKeyException.class,
            () -> vault.generate(Pkcs11VaultTest.purpose(algorithm), algorithm));
      }
    }
  }

  @Test
  void engine_takesTheHandles_withoutAnInstalledProvider() throws GeneralSecurityException {
    try (SunPkcs11Vault vault = open()) {
      CipherSuite suite = CipherSuite.getInstance(P256_SUITE, new MlsProvider());
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, suite.kem());
      exchange(
          suite,
          signer.asSignatureKeyPair().privateKey(),
          signer.publicKey(),
          leaf.asHpkeKeyPair());
    }
  }

  @Test
  void engine_takesSunPkcs11sOwnKeys_whenItIsInstalled() throws GeneralSecurityException {
    try (SunPkcs11Vault vault = open()) {
      KeyPair signer = generate(vault.sunProvider());
      KeyPair leaf = generate(vault.sunProvider());
      Security.addProvider(vault.sunProvider());
      try {
        exchangeWithKeysOf(signer, leaf);
      } finally {
        Security.removeProvider(vault.sunProvider().getName());
      }
    }
  }

  /** Those that keytool made, in another process, with the certificates that SunPKCS11 goes by. */
  @Test
  void engine_takesKeysFoundInSunPkcs11sKeyStore() throws Exception {
    Pkcs11Config config = SoftHsm.require().config(SoftHsm.TOKEN).build();
    try (SunPkcs11Vault vault = SunPkcs11Vault.open(config)) {
      keytool(config, "sun-signer");
      keytool(config, "sun-leaf");
      KeyStore store = KeyStore.getInstance("PKCS11", vault.sunProvider());
      store.load(null, SoftHsm.require().pin());
      Security.addProvider(vault.sunProvider());
      try {
        exchangeWithKeysOf(found(store, "sun-signer"), found(store, "sun-leaf"));
      } finally {
        Security.removeProvider(vault.sunProvider().getName());
        store.deleteEntry("sun-signer");
        store.deleteEntry("sun-leaf");
      }
    }
  }

  /** SoftHSM lists no HKDF, so neither JDK can keep what is agreed on it. */
  @Test
  void withoutRawSecret_thereIsNoRouteOnSoftHsm_andItSaysWhy() {
    try (SunPkcs11Vault vault =
        SunPkcs11Vault.open(
            SoftHsm.require().config(SoftHsm.TOKEN).forbid(AgreementRoute.RAW_SECRET).build())) {
      VaultSupport.Unsupported no =
          assertInstanceOf(
              VaultSupport.Unsupported.class, vault.supports(KemId.DHKEM_P256_HKDF_SHA256));
      String lack = ProviderHkdf.isInThisRuntime() ? "CKM_HKDF_DATA" : "javax.crypto.KDF";
      assertTrue(no.reason().contains(lack), no.reason());
      assertInstanceOf(
          VaultSupport.Supported.class, vault.supports(SignatureScheme.ECDSA_SECP256R1_SHA256));
    }
  }

  @Test
  void bothVaults_workOnOneToken_andNeitherBreaksTheOther() throws GeneralSecurityException {
    try (Pkcs11Vault own = SoftHsm.open()) {
      VaultKey ownKey = own.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      try (SunPkcs11Vault sun = open()) {
        VaultKey sunKey =
            sun.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
        Pkcs11VaultTest.use(ownKey);
        Pkcs11VaultTest.use(sunKey);
      }
      Pkcs11VaultTest.use(ownKey);
      own.destroy(ownKey.ref());
    }
  }

  static List<KeyAlgorithm> nist() {
    return Pkcs11VaultTest.algorithms().stream()
        .filter(algorithm -> algorithm.curve().isNist())
        .toList();
  }

  private static SunPkcs11Vault open() {
    return SunPkcs11Vault.open(SoftHsm.require().config(SoftHsm.TOKEN).build());
  }

  static KeyPair generate(Provider provider) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private KeyPair found(KeyStore store, String alias) throws GeneralSecurityException {
    PrivateKey key = (PrivateKey) store.getKey(alias, null);
    assertNull(key.getEncoded());
    return new KeyPair(store.getCertificate(alias).getPublicKey(), key);
  }

  /** What keytool generates is for signing and agreeing alike, as its keys are by default. */
  private void keytool(Pkcs11Config config, String alias) throws IOException, InterruptedException {
    String text = SunPkcs11Vault.configuration(config);
    text =
        text.lines()
            .filter(line -> !line.contains("CKA_TOKEN = false") && !line.contains("CKA_ID"))
            .reduce("", (all, line) -> all + line + "\n");
    Path file = Files.writeString(folder.resolve(alias + ".cfg"), text);
    Path pin = Files.writeString(folder.resolve("pin"), new String(SoftHsm.require().pin()));
    ProcessBuilder keytool =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keystore",
            "NONE",
            "-storetype",
            "PKCS11",
            "-storepass:file",
            pin.toString(),
            "-addprovider",
            "SunPKCS11",
            "-providerarg",
            file.toString(),
            "-alias",
            alias,
            "-dname",
            "CN=" + alias,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1");
    keytool.environment().put("SOFTHSM2_CONF", SoftHsm.require().configuration().toString());
    Process process = keytool.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  /** A signature and an HPKE opening in the engine. */
  static void exchangeWithKeysOf(KeyPair signer, KeyPair leaf) throws GeneralSecurityException {
    CipherSuite suite = CipherSuite.getInstance(P256_SUITE, new MlsProvider());
    exchange(
        suite,
        signer.getPrivate(),
        Software.encoded(suite.kem().curve(), signer.getPublic()).value(),
        new HpkeKeyPair(
            leaf.getPrivate(), Software.encoded(suite.kem().curve(), leaf.getPublic())));
  }

  private static void exchange(
      CipherSuite suite, PrivateKey signer, Bytes signerPublic, HpkeKeyPair leaf) {
    Bytes content = Bytes.utf8("content");
    Bytes signature = suite.signWithLabel(signer, "test", content);
    suite.verifyWithLabel(new SignaturePublicKey(signerPublic), "test", content, signature);
    HpkePublicKey publicKey = leaf.publicKey();
    HpkeCiphertext sealed = suite.encryptWithLabel(publicKey, "test", content, content);
    try (Secret opened = suite.decryptWithLabel(leaf, "test", content, sealed)) {
      assertEquals(content, Bytes.wrap(opened.expose()));
    }
  }
}
