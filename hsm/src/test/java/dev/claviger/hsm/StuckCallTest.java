package dev.claviger.hsm;

import static dev.claviger.hsm.Fakes.config;
import static dev.claviger.hsm.Fakes.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.session.Modules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A call into the module that does not return: nobody else waits for it for ever. */
class StuckCallTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_SECP256R1_SHA256;
  private static final Duration PATIENCE = Duration.ofMillis(300);

  @TempDir Path folder;

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void releaseAll() {
    release.countDown();
    pool.shutdownNow();
  }

  @Test
  void moduleForOneThread_tellsWhoseCallIsInTheWay_andWorksWhenItIsBack() throws Exception {
    FakeToken token = new FakeToken(FakeQuirks.none().thatCannotLock());
    try (Pkcs11Vault vault = open(token, config().callTimeout(PATIENCE))) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      Future<Void> stuck = stick(token, "C_Sign", () -> use(signer));
      for (int i = 0; i < 3; i++) {
        assertUnresponsive("C_Sign", () -> Pkcs11VaultTest.use(signer));
      }
      assertUnresponsive("C_Sign", vault::list);
      release.countDown();
      stuck.get();
      Pkcs11VaultTest.use(signer);
      assertEquals(1, vault.list().size());
    }
    assertEquals(0, token.openSessions());
  }

  @Test
  void moduleForAllThreads_isNotHeldUp_butByWhatKeysAreMadeWith() throws Exception {
    FakeToken token = new FakeToken();
    try (Pkcs11Vault vault = open(token, config().callTimeout(PATIENCE))) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      Future<Void> stuck =
          stick(
              token,
              "C_GenerateKeyPair",
              () -> {
                vault.generate(KeyPurpose.SIGNATURE, SCHEME);
                return null;
              });
      Pkcs11VaultTest.use(signer);
      assertUnresponsive(
          "C_GenerateKeyPair", vault::list); // searches keep out of the way of makers
      Pkcs11VaultTest.use(signer);
      release.countDown();
      stuck.get();
      assertEquals(2, vault.list().size());
    }
    assertEquals(0, token.openSessions());
  }

  @Test
  void reconnection_doesNotWaitForeverForACallOnTheOldConnection() throws Exception {
    FakeToken token = new FakeToken();
    Path own = Files.writeString(folder.resolve("own"), "reconnect = reinitialize [untried]\n");
    Pkcs11Config.Builder config = config().vendorFile(own).callTimeout(PATIENCE);
    try (Pkcs11Vault vault = open(token, config)) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      Future<Void> stuck = stick(token, "C_Sign", () -> use(signer));
      token.killSessions();
      token.faults.failNext("C_OpenSession", Ckr.DEVICE_ERROR); // the operation's own
      token.faults.beforeNext( // and then the one that recovers
          "C_GetSessionInfo", () -> token.faults.failNext("C_OpenSession", Ckr.DEVICE_ERROR));
      assertUnresponsive("C_Sign", () -> Pkcs11VaultTest.use(signer));
      release.countDown();
      assertThrows(Exception.class, stuck::get); // its session is gone
      Pkcs11VaultTest.use(signer);
    }
    assertEquals(0, token.openSessions());
  }

  @Test
  void libraryThatHangsWhenItIsInitialised_keepsNobodyFromAnother() throws Exception {
    FakeToken hanging = new FakeToken();
    FakeToken other = new FakeToken();
    Modules both = new Modules(spec -> spec.library().endsWith("hanging") ? hanging : other);
    Pkcs11Config.Builder config = config().library(Path.of("/hanging")).callTimeout(PATIENCE);
    Future<Void> stuck =
        stick(
            hanging,
            "C_Initialize",
            () -> {
              open(both, config).close();
              return null;
            });
    open(both, config()).close();
    assertUnresponsive("C_Initialize", () -> open(both, config));
    release.countDown();
    stuck.get();
    open(both, config).close();
    assertEquals(0, hanging.openSessions());
  }

  @Test
  void callThatIsSlowButReturns_isWaitedFor() throws Exception {
    FakeToken token = new FakeToken(FakeQuirks.none().thatCannotLock());
    try (Pkcs11Vault vault = open(token, config().callTimeout(Duration.ofMinutes(1)))) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      Future<Void> slow = stick(token, "C_Sign", () -> use(signer));
      ExecutorService another = Executors.newSingleThreadExecutor();
      try {
        Future<Void> waits = another.submit(() -> use(signer));
        release.countDown();
        slow.get();
        waits.get();
      } finally {
        another.shutdownNow();
      }
      assertEquals(2, vault.attest(signer.ref()).operations());
    }
  }

  /** Keys are made through SunPKCS11 one at a time, and the call that hangs is none of ours. */
  @Test
  void keyThatSunPkcs11DoesNotFinishMaking_keepsNobodyForEver() throws Exception {
    Path library = Files.copy(SoftHsm.require().library(), folder.resolve("softhsm-sun.so"));
    Pkcs11Config config =
        SoftHsm.require()
            .config(SoftHsm.FAULTS_TOKEN)
            .library(library)
            .callTimeout(PATIENCE)
            .build();
    Provider sun =
        Security.getProvider("SunPKCS11").configure("--" + SunPkcs11Vault.configuration(config));
    AtomicInteger lookups = new AtomicInteger();
    try (SunPkcs11Vault vault = SunPkcs11Vault.open(hanging(sun, lookups), config)) {
      vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      lookups.set(2); // one to see whether it is there
      Future<VaultKey> stuck = pool.submit(() -> vault.generate(KeyPurpose.SIGNATURE, SCHEME));
      inside.await();
      for (int i = 0; i < 2; i++) {
        assertThrows(
            TokenUnresponsiveException.class, () -> vault.generate(KeyPurpose.SIGNATURE, SCHEME));
      }
      release.countDown();
      use(stuck.get());
      use(vault.generate(KeyPurpose.SIGNATURE, SCHEME));
      assertEquals(3, vault.list().size());
    }
  }

  /** A FAKE in front of SunPKCS11, whose generation of keys can be made to hang. */
  private Provider hanging(Provider sun, AtomicInteger lookups) {
    return new Provider(sun.getName(), sun.getVersionStr(), sun.getInfo()) {
      private static final long serialVersionUID = 1L;

      @Override
      public Service getService(String type, String algorithm) {
        if (type.equals("KeyPairGenerator") && lookups.getAndDecrement() == 1) {
          inside.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
        return sun.getService(type, algorithm);
      }
    };
  }

  /** Starts the work, and returns when its next call of that function is in the module. */
  private Future<Void> stick(FakeToken token, String function, Callable<Void> work)
      throws InterruptedException {
    token.faults.beforeNext(
        function,
        () -> {
          inside.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Future<Void> future = pool.submit(work);
    inside.await();
    return future;
  }

  private static Void use(VaultKey key) throws GeneralSecurityException {
    Pkcs11VaultTest.use(key);
    return null;
  }

  private static void assertUnresponsive(String call, Executable work) {
    TokenUnresponsiveException e = assertThrows(TokenUnresponsiveException.class, work);
    assertTrue(e.getMessage().contains(call + " of thread"), e.getMessage());
  }
}
