package dev.claviger.hsm;

import static dev.claviger.hsm.Fakes.config;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.cryptoki.Ckr;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One session that several threads want, on a fake that keeps it for as long as it is told to. */
class SessionPoolTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_SECP256R1_SHA256;
  private static final int WAITING = 6;

  private final FakeToken token = new FakeToken();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private Pkcs11Vault vault;
  private VaultKey signer;

  @BeforeEach
  void open() {
    vault = Fakes.open(token, config().maxSessions(1).sessionTimeout(Duration.ofMinutes(1)));
    signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
  }

  @AfterEach
  void close() throws InterruptedException {
    release.countDown();
    for (Thread thread : threads) {
      thread.join(TimeUnit.MINUTES.toMillis(1));
    }
    vault.close();
    assertEquals(0, token.openSessions());
  }

  @Test
  void thoseWhoWait_areServedInTheOrderInWhichTheyCame() throws InterruptedException {
    occupy();
    List<String> served = Collections.synchronizedList(new ArrayList<>());
    for (int call = 1; call <= 2 * WAITING; call++) { // each makes two calls
      token.faults.beforeCall(call, () -> served.add(Thread.currentThread().getName()));
    }
    List<String> came = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      Thread thread = start("waiting " + i);
      came.add(thread.getName());
      awaitThatItWaits(thread);
    }
    assertEquals(List.of(), served);
    release.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(2 * WAITING, served.size());
    assertEquals(came, served.stream().distinct().toList());
  }

  @Test
  void whoIsInterruptedWhileWaiting_isToldSo_andTakesNobodysTurn() throws Exception {
    occupy();
    List<RuntimeException> told = Collections.synchronizedList(new ArrayList<>());
    Thread waiting = start("interrupted", told);
    awaitThatItWaits(waiting);
    waiting.interrupt();
    waiting.join();
    assertEquals(1, told.size());
    assertTrue(told.get(0) instanceof SessionsExhaustedException, told::toString);
    release.countDown();
    Pkcs11VaultTest.use(signer);
  }

  @Test
  void operationsThatFail_giveTheirSessionBack() throws GeneralSecurityException {
    for (int i = 0; i < 50; i++) {
      token.faults.failNext(i % 2 == 0 ? "C_Sign" : "C_SignInit", Ckr.DEVICE_MEMORY);
      assertThrows(TokenFullException.class, () -> Pkcs11VaultTest.use(signer));
    }
    Pkcs11VaultTest.use(signer);
    assertEquals(2, token.openSessions(), "the one, and the one that holds the login");
  }

  /** Returns when a thread has the session. */
  private void occupy() throws InterruptedException {
    token.faults.beforeNext(
        "C_Sign",
        () -> {
          inside.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    start("first");
    inside.await();
  }

  private Thread start(String name) {
    return start(name, new ArrayList<>());
  }

  private Thread start(String name, List<RuntimeException> told) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Pkcs11VaultTest.use(signer);
              } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
              } catch (RuntimeException e) {
                told.add(e);
              }
            },
            name);
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** A thread tells nobody that it waits, so it is looked at. */
  private static void awaitThatItWaits(Thread thread) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(System.nanoTime() < end, () -> thread + " is " + thread.getState());
      Thread.onSpinWait();
    }
  }
}
