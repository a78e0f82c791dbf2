package dev.claviger.hsm;

import static dev.claviger.hsm.Fakes.config;
import static dev.claviger.hsm.Fakes.modules;
import static dev.claviger.hsm.Fakes.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.session.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tokens do wrong, on a fake that does it when asked. */
class FaultsTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_SECP256R1_SHA256;
  private static final KemId KEM = KemId.DHKEM_P256_HKDF_SHA256;

  @TempDir Path folder;

  static Stream<Consumer<FakeToken>> mishaps() {
    return Stream.of(
        FakeToken::killSessions,
        FakeToken::logoutByOthers,
        FakeToken::finalizeByOthers,
        token -> {
          token.remove();
          token.insert(7);
        },
        token -> {
          token.remove();
          token.insert(9);
        });
  }

  @ParameterizedTest
  @MethodSource("mishaps")
  void mishap_isRecoveredFrom_once(Consumer<FakeToken> mishap) throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KEM);
      int sessions = token.openSessions();
      token.faults.forgetCounts();
      mishap.accept(token);
      Pkcs11VaultTest.use(signer);
      mishap.accept(token);
      Pkcs11VaultTest.use(leaf);
      assertEquals(2, token.faults.count("C_Login"));
      assertEquals(1, token.faults.count("C_Sign"));
      assertEquals(sessions, token.openSessions());
      assertEquals(4, token.objectCount());
    }
    assertEquals(0, token.openSessions());
  }

  @ParameterizedTest
  @ValueSource(longs = {0x30, 0x32, 0x60, 0x82, 0x90, 0xB0, 0xB3, 0xE0, 0x101})
  void failureBeforeTheOperation_isTriedAgain(long code) throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KEM);
      token.faults.failNext("C_SignInit", code);
      Pkcs11VaultTest.use(signer);
      token.faults.failNext("C_DeriveKey", code);
      Pkcs11VaultTest.use(leaf);
      token.faults.failNext("C_GenerateKeyPair", code);
      vault.generate(KeyPurpose.SIGNATURE, SCHEME);
    }
    assertEquals(0, token.openSessions());
  }

  @Test
  void secondFailure_isTyped_andTheNextOperationWorks() throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      token.faults.failNext("C_SignInit", Ckr.DEVICE_ERROR);
      token.faults.beforeNext(
          "C_GetSessionInfo", () -> token.faults.failNext("C_SignInit", Ckr.DEVICE_ERROR));
      TokenFailedException e =
          assertThrows(TokenFailedException.class, () -> Pkcs11VaultTest.use(signer));
      assertTrue(e.getMessage().contains("CKR_DEVICE_ERROR (0x30)"), e.getMessage());
      Pkcs11VaultTest.use(signer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C_GetAttributeValue",
        "C_DigestInit",
        "C_DigestUpdate",
        "C_DigestKey",
        "C_DigestFinal",
        "C_DestroyObject",
        "C_Sign"
      })
  void failureAfterTheOperationBegan_isNotTriedAgain_andLeavesNothing(String function)
      throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    for (AgreementRoute route : List.of(AgreementRoute.DIGEST_KEY, AgreementRoute.RAW_SECRET)) {
      try (Pkcs11Vault vault = open(token, config().routes(route))) {
        VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
        VaultKey leaf = vault.generate(KeyPurpose.LEAF, KEM);
        int objects = token.objectCount();
        for (VaultKey key : List.of(signer, leaf)) {
          token.faults.forgetCounts();
          token.faults.failNext(function, Ckr.SESSION_HANDLE_INVALID);
          try {
            Pkcs11VaultTest.use(key);
            assertEquals(0, token.faults.count(function), "not a call of this operation");
          } catch (TokenFailedException e) {
            assertEquals(1, token.faults.count(function));
          }
          token.faults.clear();
          assertEquals(objects, token.objectCount(), "a derived value was left behind");
        }
        Pkcs11VaultTest.use(signer);
        Pkcs11VaultTest.use(leaf);
        vault.destroy(signer.ref());
        vault.destroy(leaf.ref());
      }
      assertEquals(0, token.openSessions());
      assertEquals(0, token.objectCount());
    }
  }

  @Test
  void tokenThatStaysAway_isMissed_andWorksWhenItIsBack() throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      token.remove();
      assertThrows(TokenNotFoundException.class, () -> Pkcs11VaultTest.use(signer));
      token.insert(7);
      Pkcs11VaultTest.use(signer);
    }
  }

  @Test
  void changedPin_isTriedOnce_howeverManyOperationsFollow() {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      token.changePin("9876");
      token.logoutByOthers();
      token.faults.forgetCounts();
      for (int i = 0; i < 3; i++) {
        PinException e = assertThrows(PinException.class, () -> Pkcs11VaultTest.use(signer));
        assertEquals(PinException.Reason.INCORRECT, e.reason());
      }
      assertEquals(1, token.faults.count("C_Login"));
    }
  }

  @Test
  void moduleThatCannotLock_isCalledByOneThreadAtATime() throws Exception {
    FakeToken token = new FakeToken(FakeQuirks.none().thatCannotLock());
    assertFalse(inFourThreads(token));
    assertTrue(inFourThreads(new FakeToken()), "four threads should have met in a good module");
  }

  @Test
  void keyThatCouldLeave_isRefused_andDestroyed() {
    FakeToken token = new FakeToken(FakeQuirks.none().thatIgnoreExtractable());
    try (Pkcs11Vault vault = open(token)) {
      TokenDisobeyedException e =
          assertThrows(
              TokenDisobeyedException.class, () -> vault.generate(KeyPurpose.SIGNATURE, SCHEME));
      assertTrue(e.getMessage().contains("CKA_EXTRACTABLE"), e.getMessage());
      assertEquals(0, token.objectCount());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CKA_DECRYPT", "CKA_UNWRAP", "CKA_WRAP", "CKA_DERIVE"})
  void signatureKeyThatDoesMoreThanSign_isRefused_andDestroyed(String use) {
    assertDisobeyed(FakeQuirks.none().thatLack("deny " + use), KeyPurpose.SIGNATURE, SCHEME, use);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CKA_DECRYPT", "CKA_UNWRAP", "CKA_WRAP", "CKA_SIGN"})
  void hpkeKeyThatDoesMoreThanDerive_isRefused_andDestroyed(String use) {
    assertDisobeyed(FakeQuirks.none().thatLack("deny " + use), KeyPurpose.LEAF, KEM, use);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CKA_DECRYPT", "CKA_UNWRAP", "CKA_DERIVE", "CKA_SIGN"})
  void useThatIsNotTold_isRefused_unlessTheVendorFileKnowsOfIt(String use) throws IOException {
    FakeQuirks quirks = FakeQuirks.none().thatLack("tell " + use);
    assertDisobeyed(quirks, KeyPurpose.SIGNATURE, SCHEME, use + " is not told");
    Path own = Files.writeString(folder.resolve("own"), "untold = " + use + " [untried]\n");
    try (Pkcs11Vault vault = open(new FakeToken(quirks), config().vendorFile(own))) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      List<String> remarks = vault.attest(key.ref()).remarks();
      assertTrue(remarks.size() == 1 && remarks.get(0).contains(use), remarks::toString);
    }
  }

  @Test
  void useThatIsGranted_isExcusedByNoVendorFile() throws IOException {
    Path own = Files.writeString(folder.resolve("own"), "untold = CKA_DECRYPT [untried]\n");
    FakeToken token = new FakeToken(FakeQuirks.none().thatLack("deny CKA_DECRYPT"));
    try (Pkcs11Vault vault = open(token, config().vendorFile(own))) {
      assertThrows(TokenDisobeyedException.class, () -> vault.generate(KeyPurpose.LEAF, KEM));
      assertEquals(0, token.objectCount());
    }
  }

  @Test
  void useThatIsGrantedLater_isRemarkedInTheAttestation() {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      assertEquals(List.of(), vault.attest(key.ref()).remarks());
      token.grantByOthers(Cka.DECRYPT);
      List<String> remarks = vault.attest(key.ref()).remarks();
      assertEquals(List.of("the token says now that CKA_DECRYPT is not false"), remarks);
    }
  }

  @Test
  void readingBack_takesOneCall_howeverMuchIsAsked() {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      long calls = vault.tokenCalls();
      vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      assertEquals(3, vault.tokenCalls() - calls); // generate, read the flags, read the point
    }
  }

  private static void assertDisobeyed(
      FakeQuirks quirks, KeyPurpose purpose, KeyAlgorithm algorithm, String what) {
    FakeToken token = new FakeToken(quirks);
    try (Pkcs11Vault vault = open(token)) {
      TokenDisobeyedException e =
          assertThrows(TokenDisobeyedException.class, () -> vault.generate(purpose, algorithm));
      assertTrue(e.getMessage().contains(what), e.getMessage());
      assertEquals(0, token.objectCount());
    }
  }

  @Test
  void tokenWithoutDigestKey_takesTheRawRoute() throws GeneralSecurityException {
    FakeToken token = new FakeToken(FakeQuirks.none().thatLack("digestKey", "concatenation"));
    try (Pkcs11Vault vault = open(token)) {
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KEM);
      assertEquals(AgreementRoute.RAW_SECRET, ((AgreementHandle) leaf.privateKey()).route());
      Pkcs11VaultTest.use(leaf);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0441", "034200"})
  void point_isUnderstood_inEveryForm(String header) throws GeneralSecurityException {
    FakeToken token =
        new FakeToken(
            FakeQuirks.none().withPoints(key -> Bytes.concat(Bytes.fromHex(header), key)));
    try (Pkcs11Vault vault = open(token)) {
      Pkcs11VaultTest.use(vault.generate(KeyPurpose.LEAF, KEM));
    }
  }

  @Test
  void pointThatIsNone_leavesTheCurveUnsupported() {
    FakeToken token = new FakeToken(FakeQuirks.none().withPoints(key -> Bytes.utf8("nonsense")));
    try (Pkcs11Vault vault = open(token)) {
      assertThrows(UnsupportedKeyException.class, () -> vault.generate(KeyPurpose.LEAF, KEM));
      assertEquals(0, token.objectCount());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1056 06032b656e",
        "1056 130a63757276653235353139",
        "1055 06032b656e",
        "1055 130a63757276653235353139"
      })
  void x25519_isFound_byWhicheverMechanismAndParameters(String way)
      throws GeneralSecurityException {
    String[] parts = way.split(" ", -1);
    FakeToken token =
        new FakeToken(
            FakeQuirks.none().withOnly(Curve.X25519, Long.parseLong(parts[0], 16), parts[1]));
    try (Pkcs11Vault vault = open(token)) {
      Pkcs11VaultTest.use(vault.generate(KeyPurpose.INIT, KemId.DHKEM_X25519_HKDF_SHA256));
      VaultSupport.Unsupported no =
          assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(SCHEME));
      assertTrue(no.reason().contains("P256"), no.reason());
    }
  }

  @Test
  void probing_isDoneOnce_forAllVaultsOnTheToken() {
    FakeToken token = new FakeToken();
    Modules modules = modules(token);
    try (Pkcs11Vault one = open(modules, config());
        Pkcs11Vault two = open(modules, config())) {
      one.supports(KEM);
      int calls = token.faults.count("C_GenerateKeyPair");
      two.supports(KEM);
      one.supports(KEM);
      assertEquals(calls, token.faults.count("C_GenerateKeyPair"));
    }
  }

  @Test
  void probing_concludesNothingFromADeadSession() {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      token.faults.failNext("C_DigestKey", Ckr.DEVICE_REMOVED);
      assertThrows(VaultException.class, () -> vault.supports(KEM));
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KEM);
      assertEquals(AgreementRoute.DIGEST_KEY, ((AgreementHandle) leaf.privateKey()).route());
    }
  }

  @ParameterizedTest
  @MethodSource("mishaps")
  void secondVault_opens_whateverHappenedToTheFirst(Consumer<FakeToken> mishap)
      throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    Modules modules = modules(token);
    try (Pkcs11Vault one = open(modules, config())) {
      VaultKey signer = one.generate(KeyPurpose.SIGNATURE, SCHEME);
      mishap.accept(token);
      try (Pkcs11Vault two = open(modules, config())) {
        Pkcs11VaultTest.use(two.find(signer.ref()).orElseThrow());
      }
      Pkcs11VaultTest.use(signer);
    }
    token.finalizeByOthers();
    open(modules, config()).close();
  }

  @Test
  void moduleOfOthers_isNeverFinalised_norLoggedOut() {
    FakeToken token = new FakeToken();
    token.initialisedByOthers();
    open(token, config().finalizeOnClose(true)).close();
    assertTrue(token.isInitialised());
    assertEquals(0, token.faults.count("C_Finalize"));
    assertEquals(0, token.faults.count("C_Logout"));
  }

  @Test
  void ownModule_isFinalised_byTheLastVault_ifAskedTo() {
    FakeToken token = new FakeToken();
    Modules modules = modules(token);
    Pkcs11Vault one = open(modules, config().finalizeOnClose(true).logoutOnClose(true));
    Pkcs11Vault two = open(modules, config().finalizeOnClose(true).logoutOnClose(true));
    assertEquals(1, token.faults.count("C_Login"));
    one.close();
    assertEquals(0, token.faults.count("C_Logout"));
    assertEquals(0, token.faults.count("C_Finalize"));
    two.close();
    assertEquals(1, token.faults.count("C_Logout"));
    assertEquals(1, token.faults.count("C_Finalize"));
    open(modules, config()).close();
    assertEquals(1, token.faults.count("C_Finalize"));
  }

  @Test
  void busyPool_isATypedError_andTheNextOperationWorks() throws Exception {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault =
        open(token, config().maxSessions(1).sessionTimeout(Duration.ofMillis(1)))) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      token.faults.beforeNext(
          "C_Sign",
          () -> {
            inside.countDown();
            awaitQuietly(go);
          });
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Future<?> slow =
            pool.submit(
                () -> {
                  Pkcs11VaultTest.use(signer);
                  return null;
                });
        inside.await();
        assertThrows(SessionsExhaustedException.class, () -> Pkcs11VaultTest.use(signer));
        go.countDown();
        slow.get();
      } finally {
        go.countDown();
        pool.shutdownNow();
      }
      Pkcs11VaultTest.use(signer);
    }
  }

  @Test
  void tokenWithoutSessionsLeft_isATypedError() {
    FakeToken token = new FakeToken(FakeQuirks.none().withSessions(2));
    Modules modules = modules(token);
    try (Pkcs11Vault one = open(modules, config());
        Pkcs11Vault two = open(modules, config())) {
      one.generate(KeyPurpose.LEAF, KEM);
      assertThrows(SessionsExhaustedException.class, () -> two.generate(KeyPurpose.LEAF, KEM));
    }
  }

  @Test
  void keyDestroyedBehindOurBack_isATypedError_notARetryLoop() {
    FakeToken token = new FakeToken();
    Modules modules = modules(token);
    try (Pkcs11Vault one = open(modules, config());
        Pkcs11Vault two = open(modules, config())) {
      VaultKey signer = one.generate(KeyPurpose.SIGNATURE, SCHEME);
      two.destroy(signer.ref());
      token.faults.forgetCounts();
      assertThrows(KeyDestroyedException.class, () -> Pkcs11VaultTest.use(signer));
      assertThrows(KeyDestroyedException.class, () -> Pkcs11VaultTest.use(signer));
      assertEquals(1, token.faults.count("C_SignInit"));
    }
  }

  @Test
  void tokenWithoutTheMechanism_isNamed() {
    FakeToken token =
        new FakeToken(
            FakeQuirks.none().withOnly(Curve.P256, Ckm.EC_KEY_PAIR_GEN, "06082a8648ce3d030107"));
    try (Pkcs11Vault vault = open(token)) {
      UnsupportedKeyException e =
          assertThrows(
              UnsupportedKeyException.class,
              () -> vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED448));
      assertTrue(e.getMessage().contains("Fake \"fake\""), e.getMessage());
      assertTrue(e.getMessage().contains("ED448"), e.getMessage());
    }
  }

  /** Whether two threads were in the module at once. */
  private static boolean inFourThreads(FakeToken token) throws Exception {
    try (Pkcs11Vault vault = open(token)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      Callable<Void> work =
          () -> {
            for (int i = 0; i < 50; i++) {
              Pkcs11VaultTest.use(signer);
            }
            return null;
          };
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        for (Future<Void> done : pool.invokeAll(Collections.nCopies(4, work))) {
          done.get();
        }
      } finally {
        pool.shutdownNow();
      }
    }
    return token.faults.overlapped();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
