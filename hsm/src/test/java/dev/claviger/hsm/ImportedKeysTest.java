package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.SoftwareAgreementKey;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.PathKeysLostException;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.custody.ImportReport;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Derived keys that a token takes over. */
class ImportedKeysTest {
  private static final KemId P256 = KemId.DHKEM_P256_HKDF_SHA256;

  @ParameterizedTest
  @EnumSource
  void importedKey_worksInSoftHsm_andIsNoLastingObject(KemId kem) throws GeneralSecurityException {
    try (Pkcs11Vault vault = softHsm()) {
      long before = TokenObjects.count();
      importedKeyWorks(vault, kem);
      assertEquals(before, TokenObjects.count());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "DHKEM_P.*")
  void importedKey_worksInNss(KemId kem) throws GeneralSecurityException {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(
            Nss.DATABASE.require().config(Nss.TOKEN).pathKeys(KeyCustody.IMPORTED).build())) {
      importedKeyWorks(vault, kem);
    }
  }

  private static void importedKeyWorks(Pkcs11Vault vault, KemId kem)
      throws GeneralSecurityException {
    assertInstanceOf(VaultSupport.Supported.class, vault.derivedKeys().supports(kem));
    vault.list(); // opens a session: probing gives up the one on which something fails
    VaultKey first = Derived.keep(vault, kem, 1); // opens the pinned session
    HpkeKeyPair derived = Derived.pair(kem, 2);
    long before = vault.tokenCalls();
    HpkeKeyPair kept = vault.derivedKeys().keep(KeyPurpose.EXTERNAL, List.of(derived)).get(0);
    assertEquals(ImportReport.CALLS_TO_IMPORT, vault.tokenCalls() - before, "create, read back");
    assertEquals(derived.publicKey(), kept.publicKey());
    assertTrue(derived.privateKey().isDestroyed(), "the host's copy");
    assertNull(kept.privateKey().getEncoded());

    VaultKey key = vault.find(Derived.key(kept).ref()).orElseThrow();
    assertEquals(KeyPurpose.EXTERNAL, key.purpose());
    before = vault.tokenCalls();
    Pkcs11VaultTest.use(key);
    assertEquals(6, vault.tokenCalls() - before, "as many as of a generated key");
    Pkcs11VaultTest.use(first);
    attestsThatItWasImported(vault.attest(key.ref()));
    assertEquals(
        Set.of(first.ref(), key.ref()),
        Set.copyOf(vault.list().stream().map(VaultKey::ref).toList()));
    assertEquals(List.of(), vault.orphans(Set.of(), Duration.ofSeconds(-1)));

    before = vault.tokenCalls();
    vault.derivedKeys().destroy(kept);
    assertEquals(ImportReport.CALLS_TO_DESTROY, vault.tokenCalls() - before);
    assertThrows(KeyDestroyedException.class, () -> Pkcs11VaultTest.use(key));
    assertThrows(KeyDestroyedException.class, () -> vault.attest(key.ref()));
    assertFalse(vault.destroy(key.ref()));
    assertTrue(vault.destroy(first.ref()));
    assertEquals(List.of(), vault.list());
    assertEquals(new ImportReport(2, 2, 0, 0), vault.importReport());
    assertEquals(6, vault.importReport().calls());
  }

  private static void attestsThatItWasImported(KeyAttestation told) {
    assertEquals(KeyCustody.IMPORTED, told.custody());
    assertTrue(told.sensitive());
    assertFalse(told.neverExtractable(), "PKCS#11 3.1 §5.7.1: not of what is created");
    assertFalse(told.local());
    assertEquals(AgreementRoute.DIGEST_KEY, told.route().orElseThrow());
    assertEquals(1, told.operations());
    assertTrue(told.remarks().get(0).startsWith("imported: "), told::toString);
  }

  @Test
  void fipsMode_takesNoPrivateKeyInClear_andThatIsToldAndFinal() {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(
            Nss.FIPS.require().config(Nss.TOKEN).pathKeys(KeyCustody.IMPORTED).build())) {
      VaultSupport.Unsupported no =
          assertInstanceOf(VaultSupport.Unsupported.class, vault.derivedKeys().supports(P256));
      assertTrue(no.reason().contains("C_CreateObject"), no.reason());
      HpkeKeyPair derived = Derived.pair(P256, 1);
      assertThrows(
          UnsupportedKeyException.class,
          () -> vault.derivedKeys().keep(KeyPurpose.PATH, List.of(derived)));
      assertTrue(derived.privateKey().isDestroyed());
      long before = vault.tokenCalls();
      assertEquals(no, vault.derivedKeys().supports(P256));
      assertEquals(before, vault.tokenCalls(), "it is known");
    }
  }

  @Test
  void withoutTheSetting_derivedKeysStayAsTheyAre() {
    try (Pkcs11Vault vault = SoftHsm.open()) {
      assertEquals(KeyCustody.SOFTWARE, vault.derivedKeys().custody());
      HpkeKeyPair derived = Derived.pair(P256, 1);
      long before = vault.tokenCalls();
      assertEquals(List.of(derived), vault.derivedKeys().keep(KeyPurpose.PATH, List.of(derived)));
      assertFalse(derived.privateKey().isDestroyed());
      assertEquals(before, vault.tokenCalls());
      assertEquals(new ImportReport(0, 0, 0, 0), vault.importReport());
    }
    Pkcs11Config.Builder config = Fakes.config();
    assertThrows(IllegalArgumentException.class, () -> config.pathKeys(KeyCustody.RESIDENT));
    assertThrows(IllegalArgumentException.class, () -> config.pathKeys(KeyCustody.WRAPPED));
  }

  @Test
  void onlyDerivedKeys_forDerivedPurposes_areTaken() throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token);
        SoftwareVault software = SoftwareVault.create()) {
      DerivedKeys keys = vault.derivedKeys();
      VaultKey generated = software.generate(KeyPurpose.LEAF, P256);
      assertThrows(
          IllegalArgumentException.class,
          () -> keys.keep(KeyPurpose.PATH, List.of(generated.asHpkeKeyPair())));
      assertThrows(
          IllegalArgumentException.class,
          () -> ((SoftwareAgreementKey) generated.privateKey()).release());
      assertThrows(
          IllegalArgumentException.class,
          () -> keys.keep(KeyPurpose.LEAF, List.of(Derived.pair(P256, 1))));
      assertThrows(IllegalArgumentException.class, () -> vault.generate(KeyPurpose.PATH, P256));
      assertEquals(0, token.objectCount());
    }
  }

  @Test
  void logoutByOthers_endsImportedKeys_withATypedError_andNewOnesWork()
      throws GeneralSecurityException {
    try (Pkcs11Vault vault = softHsm()) {
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, P256);
      VaultKey dead = Derived.keep(vault, P256, 1);
      VaultKey alsoDead = Derived.keep(vault, P256, 2);
      Pkcs11VaultTest.logout(
          SoftHsm.require().library(), "C_GetFunctionList", SoftHsm.IMPORT_TOKEN);
      for (int attempt = 0; attempt < 2; attempt++) {
        PathKeysLostException e =
            assertThrows(PathKeysLostException.class, () -> Pkcs11VaultTest.use(dead));
        assertTrue(e.getMessage().contains("external Commit"), e.getMessage());
        assertTrue(e.getMessage().contains(dead.ref().toString()), e.getMessage());
      }
      assertThrows(PathKeysLostException.class, () -> vault.attest(alsoDead.ref()));
      assertEquals(2, vault.importReport().lost());
      Pkcs11VaultTest.use(leaf);
      VaultKey next = Derived.keep(vault, P256, 3);
      Pkcs11VaultTest.use(next);
      for (VaultKey key : List.of(dead, alsoDead, next, leaf)) {
        assertTrue(vault.destroy(key.ref()));
      }
      assertEquals(new ImportReport(3, 3, 0, 0), vault.importReport());
    }
  }

  @Test
  void sessionThatDies_takesItsKeysAlong_andARecoveryThatFindsItDoesNot()
      throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      VaultKey key = Derived.keep(vault, P256, 1);
      token.logoutByOthers(); // the fake keeps its objects, as some tokens do
      Pkcs11VaultTest.use(key);
      token.faults.failNext("C_CreateObject", 0x05);
      assertThrows(TokenFailedException.class, () -> Derived.keep(vault, P256, 2));
      int sessions = token.openSessions();
      Pkcs11VaultTest.use(key);
      Pkcs11VaultTest.use(Derived.keep(vault, P256, 3));
      assertEquals(sessions, token.openSessions());
      token.killSessions();
      assertThrows(PathKeysLostException.class, () -> Pkcs11VaultTest.use(key));
      Pkcs11VaultTest.use(Derived.keep(vault, P256, 4));
    }
    assertEquals(0, token.objectCount());
    assertEquals(0, token.openSessions());
  }

  @Test
  void tokenThatDisobeys_isRefused() {
    FakeToken token = new FakeToken(FakeQuirks.none().thatIgnoreExtractable());
    try (Pkcs11Vault vault = open(token)) {
      VaultSupport.Unsupported no =
          assertInstanceOf(VaultSupport.Unsupported.class, vault.derivedKeys().supports(P256));
      assertTrue(no.reason().contains("CKA_EXTRACTABLE is not false"), no.reason());
      assertThrows(UnsupportedKeyException.class, () -> Derived.keep(vault, P256, 1));
      assertEquals(0, token.objectCount());
    }
  }

  @Test
  void setOfKeys_isTakenWhole_orNotAtAll() throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      Pkcs11VaultTest.use(Derived.keep(vault, P256, 1));
      List<HpkeKeyPair> derived = Stream.of(2, 3, 4).map(seed -> Derived.pair(P256, seed)).toList();
      token.faults.failCall(5, 0x05); // the third C_CreateObject
      assertThrows(
          TokenFailedException.class, () -> vault.derivedKeys().keep(KeyPurpose.PATH, derived));
      assertEquals(1, token.objectCount());
      assertEquals(1, vault.list().size());
      derived.forEach(pair -> assertTrue(pair.privateKey().isDestroyed()));
    }
  }

  @Test
  void pinnedSession_countsAgainstWhatTheTokenHas() throws GeneralSecurityException {
    FakeToken token = new FakeToken(FakeQuirks.none().withSessions(3));
    try (Pkcs11Vault vault = open(token)) {
      VaultKey signer =
          vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
      VaultKey key = Derived.keep(vault, P256, 1);
      assertEquals(3, token.openSessions(), "one for the login, one pinned, one to work on");
      Pkcs11VaultTest.use(key);
      Pkcs11VaultTest.use(signer);
    }
  }

  @Test
  void manyThreads_importUseAndDestroy() throws Exception {
    try (Pkcs11Vault vault = softHsm()) {
      Callable<Void> work =
          () -> {
            for (int i = 0; i < 20; i++) {
              List<VaultKey> keys = new ArrayList<>();
              keys.add(Derived.keep(vault, P256, i));
              keys.add(Derived.keep(vault, P256, i + 1));
              for (VaultKey key : keys) {
                Pkcs11VaultTest.use(key);
                assertTrue(vault.destroy(key.ref()));
              }
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
      assertEquals(new ImportReport(160, 160, 0, 0), vault.importReport());
    }
  }

  private static Pkcs11Vault softHsm() {
    return Pkcs11Vault.open(
        SoftHsm.require().config(SoftHsm.IMPORT_TOKEN).pathKeys(KeyCustody.IMPORTED).build());
  }

  private static Pkcs11Vault open(FakeToken token) {
    return Fakes.open(token, Fakes.config().pathKeys(KeyCustody.IMPORTED));
  }
}
