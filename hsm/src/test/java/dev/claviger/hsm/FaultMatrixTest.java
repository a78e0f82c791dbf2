package dev.claviger.hsm;

import static dev.claviger.hsm.Fakes.config;
import static dev.claviger.hsm.Fakes.modules;
import static dev.claviger.hsm.Fakes.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.session.Modules;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every error at every C_ call of every operation: it succeeds after one recovery or fails with a
 * typed error, nothing stays behind, and the next one works.
 */
class FaultMatrixTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_SECP256R1_SHA256;
  private static final KemId KEM = KemId.DHKEM_P256_HKDF_SHA256;

  /** Logged out, session gone, device gone, busy, finalised, and what nobody can make sense of. */
  private static final List<Long> CODES =
      List.of(
          0x02L, 0x05L, 0x06L, 0x30L, 0x32L, 0x60L, 0x82L, 0x90L, 0xB0L, 0xB3L, 0xE0L, 0x101L,
          0x190L);

  /** What happens to a token between two calls. */
  private static final List<Consumer<FakeToken>> MISHAPS =
      List.of(
          FakeToken::killSessions,
          FakeToken::logoutByOthers,
          FakeToken::finalizeByOthers,
          token -> {
            token.remove();
            token.insert(9);
          },
          token -> {
            token.remove();
            token.insert(7);
          });

  enum Operation {
    SIGN,
    RAW_SECRET,
    ON_TOKEN_HKDF,
    DIGEST_KEY,
    GENERATE_AND_DESTROY,
    GENERATE_AND_DESTROY_IN_TURN,
    IMPORT_AND_DESTROY,
    FIND,
    LIST,
    ATTEST;

    void on(Pkcs11Vault vault, VaultKey signer, VaultKey leaf) throws GeneralSecurityException {
      switch (this) {
        case SIGN:
          Pkcs11VaultTest.use(signer);
          return;
        case RAW_SECRET:
        case ON_TOKEN_HKDF:
        case DIGEST_KEY:
          Pkcs11VaultTest.use(leaf);
          return;
        case GENERATE_AND_DESTROY:
        case GENERATE_AND_DESTROY_IN_TURN:
          generateAndDestroy(vault);
          return;
        case IMPORT_AND_DESTROY:
          importAndDestroy(vault);
          return;
        case FIND:
          assertTrue(vault.find(leaf.ref()).isPresent());
          return;
        case LIST:
          assertEquals(2, vault.list().size());
          return;
        case ATTEST:
          assertTrue(vault.attest(leaf.ref()).sensitive());
      }
    }

    /** Who is told of a failure to destroy tries again. */
    private static void generateAndDestroy(Pkcs11Vault vault) {
      VaultKey key = vault.generate(KeyPurpose.INIT, KEM);
      try {
        vault.destroy(key.ref());
      } catch (VaultException e) {
        vault.destroy(key.ref());
        throw e;
      }
    }

    /** The same; if the key died meanwhile, that is told, and no other answer given. */
    private static void importAndDestroy(Pkcs11Vault vault) throws GeneralSecurityException {
      VaultKey key = Derived.keep(vault, KEM, 1);
      try {
        Pkcs11VaultTest.use(key);
      } finally {
        try {
          vault.destroy(key.ref());
        } catch (VaultException e) {
          vault.destroy(key.ref());
        }
      }
    }

    AgreementRoute route() {
      return Stream.of(AgreementRoute.values())
          .filter(route -> route.name().equals(name()))
          .findFirst()
          .orElse(AgreementRoute.DIGEST_KEY);
    }
  }

  @TempDir static Path folder;

  @ParameterizedTest
  @EnumSource
  void anyErrorAtAnyCall_isSurvived(Operation operation) throws GeneralSecurityException {
    for (long code : CODES) {
      forEachCall(operation, (token, call) -> token.faults.failCall(call, code));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyMishapBeforeAnyCall_isSurvived(Operation operation) throws GeneralSecurityException {
    for (Consumer<FakeToken> mishap : MISHAPS) {
      forEachCall(
          operation, (token, call) -> token.faults.beforeCall(call, () -> mishap.accept(token)));
    }
  }

  private interface Trouble {
    void brew(FakeToken token, int call);
  }

  private static void forEachCall(Operation operation, Trouble trouble)
      throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    Pkcs11Config.Builder config = config().routes(operation.route()).pathKeys(KeyCustody.IMPORTED);
    if (operation == Operation.GENERATE_AND_DESTROY_IN_TURN) {
      config.changeLock(folder.resolve("changes.lock"));
    }
    try (Pkcs11Vault vault = open(token, config)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KEM);
      operation.on(vault, signer, leaf);
      int sessions = token.openSessions();
      int objects = token.objectCount();
      token.faults.forgetCounts();
      operation.on(vault, signer, leaf);
      int calls = token.faults.count();
      assertTrue(calls > 0);
      for (int call = 1; call <= calls; call++) {
        trouble.brew(token, call);
        try {
          operation.on(vault, signer, leaf);
        } catch (VaultException e) {
          assertTrue(e.getMessage().toLowerCase(Locale.ROOT).contains("fake"), e.getMessage());
        }
        token.faults.clear();
        String when = operation + " at call " + call;
        assertEquals(objects, token.objectCount(), when);
        assertTrue(token.openSessions() <= sessions, when);
        operation.on(vault, signer, leaf);
        assertEquals(objects, token.objectCount(), when);
        assertTrue(token.openSessions() <= sessions, when);
      }
    }
    assertEquals(0, token.openSessions());
  }

  @Test
  void anyErrorAtAnyCallOfOpening_isSurvived() {
    FakeToken counting = new FakeToken();
    open(counting).close();
    int calls = counting.faults.count();
    for (long code : CODES) {
      for (int call = 1; call <= calls; call++) {
        FakeToken token = new FakeToken();
        Modules modules = modules(token);
        token.faults.failCall(call, code);
        try {
          open(modules, config()).close();
        } catch (VaultException e) {
          assertTrue(e.getMessage().length() > 0);
        }
        token.faults.clear();
        assertEquals(0, token.openSessions(), code + " at call " + call);
        open(modules, config()).close();
        assertEquals(0, token.openSessions());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Ckr.PIN_INCORRECT, 0xA1, 0xA2, 0xA3, Ckr.PIN_LOCKED})
  void refusedPin_isNeverOfferedAgain_whateverFollows(long code) throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token, config().pathKeys(KeyCustody.IMPORTED))) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      VaultKey leaf = vault.generate(KeyPurpose.LEAF, KEM);
      token.faults.forgetCounts();
      token.logoutByOthers();
      token.faults.failNext("C_Login", code);
      for (Operation operation : Operation.values()) {
        assertThrows(PinException.class, () -> operation.on(vault, signer, leaf));
      }
      assertEquals(1, token.faults.count("C_Login"));
    }
    assertEquals(0, token.openSessions());
  }

  @Test
  void loginThatSomebodyElseWasFasterWith_isSuccess() throws GeneralSecurityException {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      token.logoutByOthers();
      token.faults.beforeNext("C_Login", token::loginByOthers);
      Pkcs11VaultTest.use(signer);
    }
  }
}
