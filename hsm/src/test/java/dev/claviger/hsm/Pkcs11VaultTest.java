package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureKeyPair;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.JnaCryptoki;
import dev.claviger.provider.MlsProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.Security;
import java.security.Signature;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys in SoftHSM through the own binding: every algorithm of the seven suites. */
class Pkcs11VaultTest {
  private static final byte[] MESSAGE = "To be signed".getBytes(StandardCharsets.UTF_8);
  private static final Bytes PREFIX = Bytes.utf8("HPKE-v1 suite eae_prk");

  @ParameterizedTest
  @EnumSource
  void signature_verifiesInSoftware(SignatureScheme scheme) throws GeneralSecurityException {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, scheme);
      try {
        assertTrue(Software.verifies(scheme, key.publicKey(), MESSAGE, sign(key, MESSAGE)));
      } finally {
        vault.destroy(key.ref());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothRoutes_giveWhatSoftwareGives(KemId kem) {
    for (AgreementRoute route : List.of(AgreementRoute.DIGEST_KEY, AgreementRoute.RAW_SECRET)) {
      try (Pkcs11Vault vault =
          Pkcs11Vault.open(SoftHsm.require().config(SoftHsm.TOKEN).routes(route).build())) {
        VaultKey key = vault.generate(KeyPurpose.INIT, kem);
        try {
          extracts(key, route);
        } finally {
          vault.destroy(key.ref());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void generatedKey_isHeldAsDemanded_andTheTokenSaysSo(KeyAlgorithm algorithm)
      throws GeneralSecurityException {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      VaultKey key = vault.generate(purpose(algorithm), algorithm);
      try {
        assertNull(key.privateKey().getEncoded());
        assertNull(key.privateKey().getFormat());
        use(key);
        KeyAttestation told = vault.attest(key.ref());
        assertTrue(told.sensitive());
        assertTrue(told.neverExtractable());
        assertTrue(told.local());
        assertEquals("SoftHSM v2 \"" + SoftHsm.TOKEN + "\"", told.store());
        assertEquals(1, told.operations());
        assertEquals(
            algorithm instanceof KemId ? Optional.of(AgreementRoute.DIGEST_KEY) : Optional.empty(),
            told.route());
      } finally {
        vault.destroy(key.ref());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void key_isFoundAgain_whenTheVaultIsReopened(KeyAlgorithm algorithm)
      throws GeneralSecurityException {
    VaultKey made;
    try (Pkcs11Vault vault = SoftHsm.open()) {
      made = vault.generate(purpose(algorithm), algorithm);
    }
    try (Pkcs11Vault vault = SoftHsm.open()) {
      VaultKey found = vault.find(KeyRef.of(made.ref().toString())).orElseThrow();
      assertNotSame(made.privateKey(), found.privateKey());
      assertEquals(made.publicKey(), found.publicKey());
      assertEquals(made.purpose(), found.purpose());
      assertEquals(made.algorithm(), found.algorithm());
      assertTrue(vault.list().stream().map(VaultKey::ref).anyMatch(made.ref()::equals));
      use(found);
      assertTrue(vault.destroy(found.ref()));
      assertFalse(vault.destroy(found.ref()));
      assertTrue(vault.find(found.ref()).isEmpty());
      assertTrue(vault.list().stream().map(VaultKey::ref).noneMatch(made.ref()::equals));
    }
  }

  @Test
  void destroyedKey_saysSo_whoeverDestroyedIt() {
    try (Pkcs11Vault vault = SoftHsm.open();
        Pkcs11Vault other = SoftHsm.open()) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      assertFalse(((KeyHandle) key.privateKey()).isDestroyed());
      assertTrue(other.destroy(key.ref()));
      KeyDestroyedException e = assertThrows(KeyDestroyedException.class, () -> sign(key, MESSAGE));
      assertTrue(e.getMessage().contains(key.ref().toString()));
      assertTrue(key.privateKey().isDestroyed());
      assertThrows(KeyDestroyedException.class, () -> vault.attest(key.ref()));
    }
  }

  @Test
  void vaults_shareTheLogin_andCloseIndependently() throws GeneralSecurityException {
    try (Pkcs11Vault stays = SoftHsm.open()) {
      VaultKey key = stays.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
      Pkcs11Vault goes = SoftHsm.open();
      goes.close();
      goes.close();
      assertThrows(IllegalStateException.class, () -> goes.attest(key.ref()));
      use(key);
      stays.destroy(key.ref());
    }
  }

  @Test
  void logoutByOthers_isRecoveredFrom_andLosesNoKey() throws GeneralSecurityException {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      VaultKey signer =
          vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KemId.DHKEM_X25519_HKDF_SHA256);
      for (VaultKey key : List.of(signer, leaf)) {
        logout();
        use(key);
      }
      logout();
      assertTrue(vault.find(leaf.ref()).isPresent());
      logout();
      assertTrue(vault.list().stream().map(VaultKey::ref).anyMatch(signer.ref()::equals));
      logout();
      assertTrue(vault.destroy(leaf.ref()));
      assertTrue(vault.destroy(signer.ref()));
    }
  }

  private static void logout() {
    logout(SoftHsm.require().library(), "C_GetFunctionList", SoftHsm.TOKEN);
  }

  /** What somebody else in the process may do to the login that all share. */
  static void logout(Path library, String functionList, String label) {
    Cryptoki other = JnaCryptoki.load(library, functionList);
    for (long slot : other.getSlotList()) {
      if (other.getTokenInfo(slot).label().equals(label)) {
        long session = other.openSession(slot);
        other.logout(session);
        other.closeSession(session);
      }
    }
  }

  @Test
  void operations_takeAsFewRoundTripsAsTheyCan() throws GeneralSecurityException {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      vault.supports(SignatureScheme.ECDSA_SECP256R1_SHA256);
      vault.supports(KemId.DHKEM_P256_HKDF_SHA256);
      vault.list(); // opens a session: probing gives up the one on which a route fails
      long before = vault.tokenCalls();
      VaultKey signer =
          vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
      assertEquals(3, vault.tokenCalls() - before, "generate, and read both halves back");
      before = vault.tokenCalls();
      use(signer);
      assertEquals(2, vault.tokenCalls() - before, "C_SignInit, C_Sign");
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256);
      before = vault.tokenCalls();
      use(leaf);
      assertEquals(6, vault.tokenCalls() - before, "derive, four of digest, destroy");
      vault.destroy(signer.ref());
      vault.destroy(leaf.ref());
    }
  }

  @Test
  void rawRoute_takesThreeRoundTrips() throws GeneralSecurityException {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(
            SoftHsm.require().config(SoftHsm.TOKEN).routes(AgreementRoute.RAW_SECRET).build())) {
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KemId.DHKEM_X25519_HKDF_SHA256);
      long before = vault.tokenCalls();
      use(leaf);
      assertEquals(3, vault.tokenCalls() - before, "derive, read, destroy");
      vault.destroy(leaf.ref());
    }
  }

  @Test
  void forbiddenRoutes_leaveTheKemUnsupported_andSayWhatToAllow() {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(
            SoftHsm.require().config(SoftHsm.TOKEN).routes(AgreementRoute.ON_TOKEN_HKDF).build())) {
      VaultSupport.Unsupported no =
          assertInstanceOf(
              VaultSupport.Unsupported.class, vault.supports(KemId.DHKEM_P256_HKDF_SHA256));
      assertTrue(no.reason().contains("DIGEST_KEY"), no.reason());
      assertThrows(
          UnsupportedKeyException.class,
          () -> vault.generate(KeyPurpose.INIT, KemId.DHKEM_P256_HKDF_SHA256));
      assertInstanceOf(
          VaultSupport.Supported.class, vault.supports(SignatureScheme.ECDSA_SECP256R1_SHA256));
    }
  }

  @ParameterizedTest
  @EnumSource
  void invalidPeerKeys_areRefused_andNeverSent(KemId kem) {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      VaultKey key = vault.generate(KeyPurpose.INIT, kem);
      try (Secret prefix = Secret.copyOf(PREFIX)) {
        AgreementHandle handle = (AgreementHandle) key.privateKey();
        long before = vault.tokenCalls();
        int length = kem.publicKeyLength();
        for (Bytes bad :
            List.of(
                Bytes.empty(),
                Bytes.copyOf(new byte[length - 1]),
                Bytes.copyOf(new byte[length + 1]),
                Bytes.copyOf(new byte[length]))) {
          assertThrows(
              InvalidPublicKeyException.class,
              () -> handle.extract(prefix, List.of(new HpkePublicKey(bad))));
        }
        assertThrows(IllegalArgumentException.class, () -> handle.extract(prefix, List.of()));
        assertEquals(before, vault.tokenCalls());
      } finally {
        vault.destroy(key.ref());
      }
    }
  }

  @Test
  void references_ofOtherVaults_areNotFound_andBadOnesRefused() {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      assertTrue(vault.find(KeyRef.of("software:1")).isEmpty());
      assertFalse(vault.destroy(KeyRef.of("software:1")));
      KeyRef elsewhere =
          KeyRef.of(
              "pkcs11:token=elsewhere;serial=1;id=%01;object=claviger:signature:ED25519;"
                  + "type=private");
      assertTrue(vault.find(elsewhere).isEmpty());
      assertThrows(KeyDestroyedException.class, () -> vault.attest(elsewhere));
      assertThrows(IllegalArgumentException.class, () -> vault.find(KeyRef.of("pkcs11:token=mls")));
    }
  }

  @Test
  void provider_takesItsOwnHandlesOnly() throws GeneralSecurityException {
    try (Pkcs11Vault vault = SoftHsm.open();
        Pkcs11Vault other = SoftHsm.open()) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      assertEquals("ClavigerPKCS11-" + SoftHsm.TOKEN, vault.provider().getName());
      Signature signer = Signature.getInstance("Ed25519", vault.provider());
      assertThrows(
          InvalidKeyException.class,
          () -> signer.initSign(Software.generate(Curve.ED25519).getPrivate()));
      assertThrows(
          InvalidKeyException.class,
          () -> Signature.getInstance("Ed25519", other.provider()).initSign(key.privateKey()));
      assertThrows(
          InvalidKeyException.class,
          () -> Signature.getInstance("Ed448", vault.provider()).initSign(key.privateKey()));
      assertThrows(
          InvalidKeyException.class,
          () -> signer.initVerify(Software.publicKey(Curve.ED25519, key.publicKey())));
      vault.destroy(key.ref());
    }
  }

  @Test
  void installedProvider_isSelectedForItsHandles_andLeavesOthersAlone()
      throws GeneralSecurityException {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      Security.addProvider(vault.provider());
      try {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(key.privateKey());
        assertEquals(vault.provider(), signer.getProvider());
        signer.update(MESSAGE);
        assertTrue(
            Software.verifies(SignatureScheme.ED25519, key.publicKey(), MESSAGE, signer.sign()));
        Signature software = Signature.getInstance("Ed25519");
        software.initSign(Software.generate(Curve.ED25519).getPrivate());
        assertNotEquals(vault.provider(), software.getProvider());
      } finally {
        Security.removeProvider(vault.provider().getName());
        vault.destroy(key.ref());
      }
    }
  }

  @Test
  void engine_signsAndOpensWithTheKeys_inEverySuite() throws GeneralSecurityException {
    Bytes content = Bytes.utf8("content");
    try (Pkcs11Vault vault = SoftHsm.open()) {
      for (CipherSuiteId id : CipherSuiteId.rfc9420()) {
        CipherSuite suite = CipherSuite.getInstance(id, new MlsProvider());
        VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
        VaultKey leaf = vault.generate(KeyPurpose.LEAF, suite.kem());
        SignatureKeyPair signatureKey = signer.asSignatureKeyPair();
        Bytes signature = suite.signWithLabel(signatureKey.privateKey(), "test", content);
        suite.verifyWithLabel(signatureKey.publicKey(), "test", content, signature);
        HpkeKeyPair leafKey = leaf.asHpkeKeyPair();
        HpkeCiphertext sealed =
            suite.encryptWithLabel(leafKey.publicKey(), "test", content, content);
        try (Secret opened = suite.decryptWithLabel(leafKey, "test", content, sealed)) {
          assertEquals(content, Bytes.wrap(opened.expose()));
        }
        vault.destroy(signer.ref());
        vault.destroy(leaf.ref());
      }
    }
  }

  @Test
  void fourThreads_onOneToken_loseNothing() throws Exception {
    int threads = 4;
    int rounds = 1250;
    CipherSuite suite =
        CipherSuite.getInstance(
            CipherSuiteId.MLS_128_DHKEMP256_AES128GCM_SHA256_P256, new MlsProvider());
    try (Pkcs11Vault vault =
            Pkcs11Vault.open(SoftHsm.require().config(SoftHsm.TOKEN).maxSessions(3).build());
        Secret prefix = Secret.copyOf(PREFIX)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, suite.kem());
      KeyPair peer = Software.generate(Curve.P256);
      List<HpkePublicKey> peers = List.of(Software.encoded(Curve.P256, peer.getPublic()));
      Secret expected =
          Software.extract(suite.kem(), PREFIX, Software.agree(Curve.P256, peer, leaf.publicKey()));
      Callable<Void> work =
          () -> {
            for (int i = 0; i < rounds; i++) {
              Bytes content = Bytes.utf8(Thread.currentThread().getName() + i);
              Bytes signature = suite.signWithLabel(signer.privateKey(), "test", content);
              suite.verifyWithLabel(
                  signer.asSignatureKeyPair().publicKey(), "test", content, signature);
              assertEquals(expected, ((AgreementHandle) leaf.privateKey()).extract(prefix, peers));
            }
            return null;
          };
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, work))) {
          done.get();
        }
      } finally {
        pool.shutdownNow();
      }
      assertEquals((long) threads * rounds, vault.attest(signer.ref()).operations());
      assertEquals((long) threads * rounds, vault.attest(leaf.ref()).operations());
      vault.destroy(signer.ref());
      vault.destroy(leaf.ref());
    }
  }

  @Test
  void keys_areMadeUsedListedAndDestroyed_atTheSameTime() throws Exception {
    Callable<Void> makes =
        () -> {
          try (Pkcs11Vault vault = SoftHsm.open()) {
            for (int i = 0; i < 150; i++) {
              VaultKey key =
                  vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
              sign(key, MESSAGE);
              assertTrue(vault.find(key.ref()).isPresent());
              assertTrue(vault.destroy(key.ref()));
            }
          }
          return null;
        };
    Callable<Void> lists =
        () -> {
          try (Pkcs11Vault vault = SoftHsm.open()) {
            for (int i = 0; i < 150; i++) {
              vault.list();
            }
          }
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      for (Future<Void> done : pool.invokeAll(List.of(makes, makes, makes, lists))) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  static List<KeyAlgorithm> algorithms() {
    return Stream.<KeyAlgorithm>concat(
            Stream.of(SignatureScheme.values()), Stream.of(KemId.values()))
        .toList();
  }

  static KeyPurpose purpose(KeyAlgorithm algorithm) {
    return algorithm instanceof KemId ? KeyPurpose.LEAF : KeyPurpose.SIGNATURE;
  }

  /** One use of the private key, held against software. */
  static void use(VaultKey key) throws GeneralSecurityException {
    if (key.algorithm() instanceof SignatureScheme scheme) {
      assertTrue(Software.verifies(scheme, key.publicKey(), MESSAGE, sign(key, MESSAGE)));
    } else if (key.algorithm() instanceof KemId kem) {
      KeyPair peer = Software.generate(kem.curve());
      HpkePublicKey peerKey = Software.encoded(kem.curve(), peer.getPublic());
      try (Secret prefix = Secret.copyOf(PREFIX);
          Secret prk = ((AgreementHandle) key.privateKey()).extract(prefix, List.of(peerKey))) {
        assertEquals(
            Software.extract(kem, PREFIX, Software.agree(kem.curve(), peer, key.publicKey())), prk);
      }
    }
  }

  /** With one peer and with two, by that route, held against software. */
  static void extracts(VaultKey key, AgreementRoute route) {
    KemId kem = (KemId) key.algorithm();
    AgreementHandle handle = assertInstanceOf(AgreementHandle.class, key.privateKey());
    assertEquals(route, handle.route());
    KeyPair ephemeral = Software.generate(kem.curve());
    KeyPair sender = Software.generate(kem.curve());
    Bytes first = Software.agree(kem.curve(), ephemeral, key.publicKey());
    Bytes second = Software.agree(kem.curve(), sender, key.publicKey());
    HpkePublicKey one = Software.encoded(kem.curve(), ephemeral.getPublic());
    HpkePublicKey two = Software.encoded(kem.curve(), sender.getPublic());
    try (Secret prefix = Secret.copyOf(PREFIX)) {
      assertEquals(Software.extract(kem, PREFIX, first), handle.extract(prefix, List.of(one)));
      assertEquals(
          Software.extract(kem, PREFIX, first, second), handle.extract(prefix, List.of(one, two)));
    }
  }

  static byte[] sign(VaultKey key, byte[] message) throws GeneralSecurityException {
    KeyHandle handle = assertInstanceOf(KeyHandle.class, key.privateKey());
    SignatureScheme scheme = (SignatureScheme) key.algorithm();
    Signature signer = Signature.getInstance(scheme.jcaName(), handle.provider());
    signer.initSign(handle);
    signer.update(message);
    return signer.sign();
  }
}
