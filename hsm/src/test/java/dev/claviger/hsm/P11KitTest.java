package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.scratch.ScratchP11Kit;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A token behind a socket whose server dies. */
class P11KitTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_SECP256R1_SHA256;
  private static final Object ADDRESS = new Object();

  private ScratchP11Kit remote;
  private Pkcs11Vault vault;

  @BeforeEach
  void startServer(TestInfo test) {
    ScratchP11Kit.missing().ifPresent(NotRun::because);
    remote = ScratchP11Kit.create(test.getTestMethod().orElseThrow().getName().substring(0, 20));
    synchronized (ADDRESS) {
      vault = Pkcs11Vault.open(remote.config().build());
    }
  }

  @AfterEach
  void endServer() {
    if (vault != null) {
      vault.close();
    }
    if (remote != null) {
      remote.close();
    }
  }

  @Test
  void serverThatCameBack_isFoundByTheNextOperation_withAllKeys() throws GeneralSecurityException {
    VaultKey one = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
    VaultKey two = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
    assertEquals(List.of("generic", "softhsm", "p11-kit"), vault.vendorFiles());
    for (VaultKey key : List.of(one, two)) {
      remote.kill();
      remote.start();
      Pkcs11VaultTest.use(key);
      assertEquals(1, remote.connections());
    }
    remote.kill();
    remote.start();
    assertEquals(2, vault.list().size());
    remote.kill();
    remote.start();
    assertTrue(vault.destroy(one.ref()));
    assertTrue(vault.destroy(two.ref()));
    assertEquals(List.of(), vault.list());
  }

  @Test
  void goneServer_isATypedError_untilItIsBack() throws GeneralSecurityException {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
    remote.kill();
    for (int i = 0; i < 3; i++) {
      assertThrows(VaultException.class, () -> Pkcs11VaultTest.use(signer));
    }
    remote.start();
    Pkcs11VaultTest.use(signer);
    assertEquals(1, remote.connections());
  }

  @Test
  void killedInMidOperation_eachOperationSucceedsOrIsATypedError_andNothingIsLeft()
      throws Exception {
    VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
    int threads = 3;
    int kills = 3;
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch working = new CountDownLatch(threads);
    Callable<Integer> work =
        () -> {
          int done = 0;
          while (!over.get()) {
            try {
              Pkcs11VaultTest.use(signer);
              vault.destroy(vault.generate(KeyPurpose.SIGNATURE, SCHEME).ref());
              done++;
            } catch (VaultException e) {
              assertTrue(e.getMessage().contains("killedInMidOperation"), e.getMessage());
            }
            working.countDown();
          }
          return done;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Integer>> results = new ArrayList<>();
    try {
      for (int i = 0; i < threads; i++) {
        results.add(pool.submit(work));
      }
      working.await();
      for (int i = 0; i < kills; i++) {
        remote.kill();
        remote.start();
        Pkcs11VaultTest.use(signer); // itself hit by nothing, and a barrier for the next round
      }
      over.set(true);
      for (Future<Integer> result : results) {
        assertTrue(result.get() > 0);
      }
    } finally {
      over.set(true);
      pool.shutdownNow();
    }
    Pkcs11VaultTest.use(signer);
    assertEquals(1, remote.connections());
    // A key whose making or destroying was cut off may be left, and is listed so that it can be.
    for (VaultKey key : vault.list()) {
      assertTrue(vault.destroy(key.ref()));
    }
    assertEquals(List.of(), vault.list());
  }
}
