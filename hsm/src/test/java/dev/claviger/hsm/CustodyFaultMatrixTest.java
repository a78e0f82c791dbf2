package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SealingHandle;
import dev.claviger.crypto.key.SealingHandles;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.WrappedKeysInMemory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every error at every C_ call of what wraps, imports and seals, between a vault and a real
 * SoftHSM: the operation succeeds after one recovery or fails with a typed error, nothing stays
 * behind, and the next one works.
 */
class CustodyFaultMatrixTest {
  private static final KemId KEM = KemId.DHKEM_P256_HKDF_SHA256;
  private static final Secret CLEAR = Secret.copyOf(Bytes.utf8("what nobody shall read"));
  private static final Bytes ABOUT = Bytes.utf8("about it");

  /**
   * Logged out, session gone, device gone, busy, finalised, full, what only wrapping and sealing
   * may return, and what nobody can make sense of.
   */
  private static final List<Long> CODES =
      List.of(
          0x02L, 0x05L, 0x06L, 0x30L, 0x31L, 0x32L, 0x60L, 0x69L, 0x82L, 0x90L, 0xB0L, 0xB3L, 0xE0L,
          0xF0L, 0x101L, 0x110L, 0x113L, 0x190L);

  /** What may be said of a call that was made. */
  private static final List<Long> LOST_ANSWERS = List.of(0x30L, 0x05L);

  private static final List<Consumer<FaultySoftHsm>> MISHAPS =
      List.of(
          FaultySoftHsm::logoutByOthers,
          FaultySoftHsm::killSessions,
          FaultySoftHsm::finalizeByOthers);

  @TempDir Path folder;

  private final WrappedKeysInMemory rows = new WrappedKeysInMemory();
  private FaultySoftHsm token;
  private Pkcs11Vault vault;
  private VaultKey one;
  private VaultKey other;
  private SealingHandle sealing;
  private Bytes sealed;

  /** Only one key stays unwrapped, so that two that take turns are unwrapped each time. */
  @BeforeEach
  void open() {
    token = new FaultySoftHsm(folder, SoftHsm.FAULTS_TOKEN);
    vault =
        token.open(
            token
                .config()
                .custody(KeyPurpose.LEAF, Custody.WRAPPED)
                .wrappedKeys(rows)
                .unwrappedKeys(1)
                .pathKeys(KeyCustody.IMPORTED));
    one = vault.generate(KeyPurpose.LEAF, KEM);
    other = vault.generate(KeyPurpose.LEAF, KEM);
    sealing = vault.sealingHandles().orElseThrow().generate("matrix");
    sealed = sealing.seal(CLEAR, ABOUT);
  }

  @AfterEach
  void close() {
    if (vault != null) {
      vault.destroy(one.ref());
      vault.destroy(other.ref());
      assertTrue(vault.sealingHandles().orElseThrow().destroy(sealing.ref()));
      vault.reap(Set.of(), Duration.ofSeconds(-1));
      vault.close();
      assertEquals(0, token.openSessions());
      assertEquals(0, TokenObjects.count(SoftHsm.FAULTS_TOKEN));
    }
  }

  enum Operation {
    USE_UNWRAPPED {
      @Override
      void on(CustodyFaultMatrixTest test) throws GeneralSecurityException {
        Pkcs11VaultTest.use(test.one);
      }
    },
    UNWRAP_AND_USE {
      @Override
      void on(CustodyFaultMatrixTest test) throws GeneralSecurityException {
        Pkcs11VaultTest.use(test.other);
        Pkcs11VaultTest.use(test.one);
      }
    },
    WRAP_AND_DESTROY {
      @Override
      void on(CustodyFaultMatrixTest test) {
        VaultKey made = test.vault.generate(KeyPurpose.LEAF, KEM);
        assertTrue(test.vault.destroy(made.ref()));
      }
    },
    ATTEST_WRAPPED {
      @Override
      void on(CustodyFaultMatrixTest test) {
        assertTrue(test.vault.attest(test.one.ref()).sensitive());
      }
    },
    ROTATE {
      @Override
      void on(CustodyFaultMatrixTest test) {
        test.vault.rotateWrappingKey((done, total) -> {});
      }
    },
    IMPORT_AND_DESTROY {
      @Override
      void on(CustodyFaultMatrixTest test) throws GeneralSecurityException {
        VaultKey made = Derived.keep(test.vault, KEM, 1);
        useAndDestroy(() -> Pkcs11VaultTest.use(made), () -> test.vault.destroy(made.ref()));
      }
    },
    MAKE_AND_DESTROY_SEALING_KEY {
      @Override
      void on(CustodyFaultMatrixTest test) {
        SealingHandles keys = test.vault.sealingHandles().orElseThrow();
        SealingHandle made = keys.generate("another");
        destroyInTheEnd(() -> keys.destroy(made.ref()));
      }
    },
    FIND_SEALING_KEY {
      @Override
      void on(CustodyFaultMatrixTest test) {
        SealingHandles keys = test.vault.sealingHandles().orElseThrow();
        assertEquals(test.sealing.ref(), keys.current("matrix").orElseThrow().ref());
        assertTrue(keys.find(test.sealing.ref()).isPresent());
      }
    },
    SEAL {
      @Override
      void on(CustodyFaultMatrixTest test) {
        assertEquals(
            test.sealed.length(), test.sealing.seal(CLEAR, ABOUT).length(), "nonce, text and tag");
      }
    },
    UNSEAL {
      @Override
      void on(CustodyFaultMatrixTest test) {
        assertEquals(CLEAR, test.sealing.open(test.sealed, ABOUT));
      }
    };

    abstract void on(CustodyFaultMatrixTest test) throws GeneralSecurityException;

    interface Use {
      void now() throws GeneralSecurityException;
    }

    /** If the key died meanwhile, that is told, and no other answer given; yet it is destroyed. */
    static void useAndDestroy(Use use, Runnable destroy) throws GeneralSecurityException {
      try {
        use.now();
      } finally {
        destroyInTheEnd(destroy);
      }
    }

    /** Who is told of a failure to destroy tries again. */
    static void destroyInTheEnd(Runnable destroy) {
      try {
        destroy.run();
      } catch (VaultException e) {
        destroy.run();
        throw e;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyErrorAtAnyCall_isSurvived(Operation operation) throws GeneralSecurityException {
    for (long code : CODES) {
      forEachCall(operation, call -> token.faults().failCall(call, code), Long.toHexString(code));
    }
  }

  /** But for the answer of C_OpenSession: nobody can close a session that he was not told of. */
  @ParameterizedTest
  @EnumSource
  void callThatIsMadeAndSaysOtherwise_isSurvived(Operation operation)
      throws GeneralSecurityException {
    for (long code : LOST_ANSWERS) {
      forEachCall(
          operation,
          call -> token.faults().loseAnswer(call, code),
          "answer " + Long.toHexString(code));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyMishapBeforeAnyCall_isSurvived(Operation operation) throws GeneralSecurityException {
    for (Consumer<FaultySoftHsm> mishap : MISHAPS) {
      forEachCall(
          operation,
          call -> token.faults().beforeCall(call, () -> mishap.accept(token)),
          "mishap " + MISHAPS.indexOf(mishap));
    }
  }

  /** So that the matrix is known to reach what it is about. */
  @Test
  void theOperationsMakeTheCalls_thatAreAtStake() throws GeneralSecurityException {
    token.faults().forgetCounts();
    for (Operation operation : Operation.values()) {
      operation.on(this);
    }
    List<String> missing = new ArrayList<>();
    for (String function :
        List.of(
            "C_GenerateKey",
            "C_GenerateKeyPair",
            "C_WrapKey",
            "C_UnwrapKey",
            "C_CreateObject",
            "C_DeriveKey",
            "C_DigestKey",
            "C_EncryptInit",
            "C_Encrypt",
            "C_DecryptInit",
            "C_Decrypt",
            "C_DestroyObject")) {
      if (token.faults().count(function) == 0) {
        missing.add(function);
      }
    }
    assertEquals(List.of(), missing);
  }

  private interface Trouble {
    void brew(int call);
  }

  private void forEachCall(Operation operation, Trouble trouble, String what)
      throws GeneralSecurityException {
    operation.on(this);
    token.faults().forgetCounts();
    operation.on(this);
    int calls = token.faults().count();
    assertTrue(calls > 0);
    int sessions = token.openSessions();
    int objects = token.objectCount();
    int stored = rows.list().size();
    for (int call = 1; call <= calls; call++) {
      String when = operation + " with " + what + " at call " + call;
      trouble.brew(call);
      String said = "";
      try {
        operation.on(this);
      } catch (VaultException e) {
        said = e.toString();
        assertTrue(said.toLowerCase(Locale.ROOT).contains(SoftHsm.FAULTS_TOKEN), said);
      } catch (AuthenticationException e) {
        assertEquals(Operation.UNSEAL, operation, "only what opens may say that");
      }
      token.faults().clear();
      assertEquals(stored, rows.list().size(), when);
      assertTrue(token.openSessions() <= sessions, when);
      try {
        operation.on(this);
      } catch (VaultException e) {
        throw new AssertionError(when + ", after that, having said " + said, e);
      }
      assertEquals(stored, rows.list().size(), when);
      assertEquals(objects, token.objectCount(), when + ", after: " + said);
      assertTrue(token.openSessions() <= sessions, when);
    }
  }
}
