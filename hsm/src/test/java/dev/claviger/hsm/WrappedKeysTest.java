package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.WrappedKey;
import dev.claviger.hsm.custody.WrappedKeyException;
import dev.claviger.hsm.custody.WrappedKeysInMemory;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HPKE keys that SoftHSM unwraps when they are used. */
class WrappedKeysTest {
  private static final KemId P256 = KemId.DHKEM_P256_HKDF_SHA256;

  private final WrappedKeysInMemory rows = new WrappedKeysInMemory();
  private long before;

  @BeforeEach
  void countObjects() {
    before = TokenObjects.count();
  }

  @AfterEach
  void nothingIsLeft() {
    try (Pkcs11Vault vault = open()) {
      rows.list().forEach(row -> assertTrue(vault.destroy(row.ref())));
      vault.reap(Set.of(), Duration.ofSeconds(-1));
    }
    assertEquals(before, TokenObjects.count());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "DHKEM_P.*")
  void wrappedKey_works_andIsNoObjectOfTheToken(KemId kem) throws GeneralSecurityException {
    VaultKey made;
    try (Pkcs11Vault vault = open()) {
      made = vault.generate(KeyPurpose.LEAF, kem);
      assertEquals("wrapped", made.ref().scheme());
      assertEquals(before + 1, TokenObjects.count(), "the wrapping key");
      Pkcs11VaultTest.use(made);
    }
    try (Pkcs11Vault vault = open()) {
      VaultKey found = vault.find(KeyRef.of(made.ref().toString())).orElseThrow();
      assertEquals(made.publicKey(), found.publicKey());
      assertEquals(KeyPurpose.LEAF, found.purpose());
      assertEquals(
          List.of(made.ref()),
          vault.list().stream().map(VaultKey::ref).filter(made.ref()::equals).toList());
      Pkcs11VaultTest.use(found);
      assertTrue(vault.destroy(found.ref()));
      assertFalse(vault.destroy(found.ref()));
      assertTrue(vault.find(found.ref()).isEmpty());
      assertThrows(KeyDestroyedException.class, () -> Pkcs11VaultTest.use(found));
      assertThrows(KeyDestroyedException.class, () -> vault.attest(found.ref()));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "DHKEM_X.*")
  void curveThatIsNotWrapped_isRefused_orResidentWhereThatWasSaid(KemId kem)
      throws GeneralSecurityException {
    try (Pkcs11Vault vault = open()) {
      UnsupportedKeyException e =
          assertThrows(UnsupportedKeyException.class, () -> vault.generate(KeyPurpose.LEAF, kem));
      assertTrue(e.getMessage().contains("CKR_KEY_NOT_WRAPPABLE"), e.getMessage());
      assertTrue(e.getMessage().contains("WRAPPED_WHERE_POSSIBLE"), e.getMessage());
      assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(kem));
    }
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(
            config().custody(KeyPurpose.LEAF, Custody.WRAPPED_WHERE_POSSIBLE).build())) {
      VaultKey resident = vault.generate(KeyPurpose.LEAF, kem);
      assertEquals(KeyCustody.RESIDENT, vault.attest(resident.ref()).custody());
      assertEquals("pkcs11", resident.ref().scheme());
      Pkcs11VaultTest.use(resident);
      vault.destroy(resident.ref());
      VaultKey wrapped = vault.generate(KeyPurpose.LEAF, P256);
      assertEquals(KeyCustody.WRAPPED, vault.attest(wrapped.ref()).custody());
    }
  }

  @Test
  void custodyIsByPurpose_andSignatureKeysStay() {
    try (Pkcs11Vault vault =
        Pkcs11Vault.open(config().custody(KeyPurpose.INIT, Custody.RESIDENT).build())) {
      VaultKey init = vault.generate(KeyPurpose.INIT, P256);
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, P256);
      VaultKey signer =
          vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ECDSA_SECP256R1_SHA256);
      assertEquals(KeyCustody.RESIDENT, vault.attest(init.ref()).custody());
      assertEquals(KeyCustody.WRAPPED, vault.attest(leaf.ref()).custody());
      assertEquals(KeyCustody.RESIDENT, vault.attest(signer.ref()).custody());
      vault.destroy(init.ref());
      vault.destroy(signer.ref());
    }
    Pkcs11Config.Builder config = SoftHsm.require().config(SoftHsm.CUSTODY_TOKEN);
    assertThrows(
        IllegalArgumentException.class,
        () -> config.custody(KeyPurpose.SIGNATURE, Custody.WRAPPED_WHERE_POSSIBLE));
  }

  @Test
  void wrappingThatIsForbidden_orHasNoStore_isRefusedBeforeAnythingIsOpened() {
    Pkcs11Config.Builder forbidden = config().forbidWrapped(true);
    assertThrows(IllegalStateException.class, forbidden::build);
    Pkcs11Config.Builder storeless =
        SoftHsm.require()
            .config(SoftHsm.CUSTODY_TOKEN)
            .custody(KeyPurpose.INIT, Custody.WRAPPED_WHERE_POSSIBLE);
    assertThrows(IllegalStateException.class, storeless::build);
  }

  @Test
  void attestation_saysThatItLeftTheTokenOnce() throws GeneralSecurityException {
    try (Pkcs11Vault vault = open()) {
      VaultKey key = vault.generate(KeyPurpose.INIT, P256);
      Pkcs11VaultTest.use(key);
      KeyAttestation told = vault.attest(key.ref());
      assertEquals(KeyCustody.WRAPPED, told.custody());
      assertTrue(told.sensitive());
      assertFalse(told.neverExtractable());
      assertFalse(told.local());
      assertEquals(Optional.of(AgreementRoute.DIGEST_KEY), told.route());
      assertEquals(1, told.operations());
    }
  }

  /**
   * Generated: the pair, what became of each half, wrapped, both halves destroyed. Cold: unwrapped,
   * its attributes read, tried out against the public key, which costs what a use does.
   */
  @Test
  void useOfAnUnwrappedKey_takesAsManyRoundTripsAsAResidentOnes() throws GeneralSecurityException {
    try (Pkcs11Vault vault = open()) {
      VaultKey first = vault.generate(KeyPurpose.LEAF, P256);
      Pkcs11VaultTest.use(first);
      VaultKey key = calls(vault, 6, () -> vault.generate(KeyPurpose.LEAF, P256));
      calls(vault, 6 + 2 + 6, () -> use(key));
      calls(vault, 6, () -> use(key));
      calls(vault, 1, () -> vault.destroy(key.ref()));
      assertEquals(before + 1, TokenObjects.count());
    }
  }

  @Test
  void keysBeyondTheLimit_areUnwrappedAgain_theLongestUnusedFirst() {
    try (Pkcs11Vault vault = Pkcs11Vault.open(config().unwrappedKeys(2).build())) {
      List<VaultKey> keys = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        keys.add(vault.generate(KeyPurpose.LEAF, P256));
        use(keys.get(i));
      }
      calls(vault, 6, () -> use(keys.get(1)));
      calls(vault, 6, () -> use(keys.get(2)));
      calls(vault, 1 + 6 + 2 + 6, () -> use(keys.get(0)));
      calls(vault, 6, () -> use(keys.get(2)));
    }
  }

  @Test
  void changedRows_areRefused_andLeaveOtherKeysAlone() throws GeneralSecurityException {
    try (Pkcs11Vault vault = open()) {
      VaultKey made = vault.generate(KeyPurpose.LEAF, P256);
      VaultKey other = vault.generate(KeyPurpose.LEAF, P256);
      WrappedKey row = rows.find(made.ref()).orElseThrow();
      WrappedKey others = rows.find(other.ref()).orElseThrow();
      byte[] flipped = row.blob().toByteArray();
      flipped[flipped.length / 2] ^= 1;
      for (WrappedKey bad :
          List.of(
              with(row, row.publicKey(), Bytes.wrap(flipped)),
              with(row, row.publicKey(), row.blob().slice(0, row.blob().length() - 8)),
              with(row, row.publicKey(), Bytes.empty()),
              with(row, row.publicKey(), others.blob()),
              with(row, others.publicKey(), others.blob()),
              with(row, others.publicKey(), row.blob()),
              row.rewrapped(Bytes.utf8("no such key"), row.mechanism(), row.blob()))) {
        VaultKey key = vault.find(row.ref()).orElseThrow();
        assertTrue(rows.replace(row, bad));
        WrappedKeyException e = assertThrows(WrappedKeyException.class, () -> use(key));
        assertTrue(e.getMessage().startsWith(key.ref().toString()), e.getMessage());
        Pkcs11VaultTest.use(other);
        assertTrue(rows.replace(bad, row));
        Pkcs11VaultTest.use(key);
        // So that it is unwrapped anew.
        assertTrue(vault.destroy(key.ref()));
        rows.put(row);
      }
    }
  }

  private static WrappedKey with(WrappedKey row, Bytes publicKey, Bytes blob) {
    return new WrappedKey(
        row.ref(),
        row.purpose(),
        row.algorithm(),
        publicKey,
        row.wrappingKey(),
        row.mechanism(),
        blob);
  }

  private static void logout() {
    Pkcs11VaultTest.logout(SoftHsm.require().library(), "C_GetFunctionList", SoftHsm.CUSTODY_TOKEN);
  }

  @Test
  void logoutByOthers_isRecoveredFrom() throws GeneralSecurityException {
    try (Pkcs11Vault vault = open()) {
      VaultKey key = vault.generate(KeyPurpose.LEAF, P256);
      Pkcs11VaultTest.use(key);
      logout();
      Pkcs11VaultTest.use(key);
      logout();
      VaultKey next = vault.generate(KeyPurpose.LEAF, P256);
      Pkcs11VaultTest.use(next);
      Pkcs11VaultTest.use(key);
    }
  }

  @Test
  void rotation_canStopAtAnyRow_andGoesOnInAnotherVault() throws GeneralSecurityException {
    int keys = 5;
    List<VaultKey> made = new ArrayList<>();
    try (Pkcs11Vault vault = open()) {
      for (int i = 0; i < keys; i++) {
        made.add(vault.generate(KeyPurpose.LEAF, P256));
      }
    }
    WrappedKey backup = rows.find(made.get(0).ref()).orElseThrow();
    for (int stopAfter = 1; stopAfter < keys; stopAfter++) {
      int last = stopAfter;
      try (Pkcs11Vault vault = open()) {
        assertThrows(
            Stopped.class,
            () ->
                vault.rotateWrappingKey(
                    (done, total) -> {
                      assertEquals(keys, total);
                      if (done == last) {
                        throw new Stopped();
                      }
                    }));
        assertEquals(before + 2, TokenObjects.count(), "the old wrapping key, and the new one");
      }
      try (Pkcs11Vault vault = open()) {
        for (VaultKey key : made) {
          Pkcs11VaultTest.use(vault.find(key.ref()).orElseThrow());
        }
        assertEquals(keys - stopAfter, vault.rotateWrappingKey((done, total) -> {}));
        assertEquals(before + 1, TokenObjects.count());
        for (VaultKey key : made) {
          Pkcs11VaultTest.use(vault.find(key.ref()).orElseThrow());
        }
      }
    }
    try (Pkcs11Vault vault = open()) {
      assertTrue(vault.destroy(backup.ref()));
      rows.put(backup);
      VaultKey revenant = vault.find(backup.ref()).orElseThrow();
      assertThrows(WrappedKeyException.class, () -> use(revenant));
    }
  }

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void keysAreUsedMadeAndDestroyed_whileTheWrappingKeyIsRotated() throws Exception {
    try (Pkcs11Vault vault = Pkcs11Vault.open(config().unwrappedKeys(2).build())) {
      List<VaultKey> keys = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        keys.add(vault.generate(KeyPurpose.LEAF, P256));
      }
      AtomicBoolean rotated = new AtomicBoolean();
      Callable<Void> uses =
          () -> {
            do {
              for (VaultKey key : keys) {
                Pkcs11VaultTest.use(key);
              }
              VaultKey fleeting = vault.generate(KeyPurpose.INIT, P256);
              Pkcs11VaultTest.use(fleeting);
              assertTrue(vault.destroy(fleeting.ref()));
            } while (!rotated.get());
            return null;
          };
      Callable<Void> rotates =
          () -> {
            try {
              for (int i = 0; i < 10; i++) {
                vault.rotateWrappingKey((done, total) -> {});
              }
            } finally {
              rotated.set(true);
            }
            return null;
          };
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        for (Future<Void> done : pool.invokeAll(List.of(uses, uses, uses, rotates))) {
          done.get();
        }
      } finally {
        pool.shutdownNow();
      }
      assertEquals(
          Set.copyOf(keys.stream().map(VaultKey::ref).toList()),
          Set.copyOf(rows.list().stream().map(WrappedKey::ref).toList()));
    }
  }

  private Pkcs11Vault open() {
    return Pkcs11Vault.open(config().build());
  }

  private Pkcs11Config.Builder config() {
    return SoftHsm.require()
        .config(SoftHsm.CUSTODY_TOKEN)
        .custody(KeyPurpose.INIT, Custody.WRAPPED)
        .custody(KeyPurpose.LEAF, Custody.WRAPPED)
        .wrappedKeys(rows);
  }

  private static Void use(VaultKey key) {
    try {
      Pkcs11VaultTest.use(key);
      return null;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T calls(
      Pkcs11Vault vault, int expected, java.util.function.Supplier<T> action) {
    long calls = vault.tokenCalls();
    T result = action.get();
    assertEquals(expected, vault.tokenCalls() - calls);
    return result;
  }
}
