package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.scratch.ScratchP11Kit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * A token behind a socket whose server is stopped in the middle of an operation, and says nothing
 * until it is let go on. Two threads work all the time: the call of one hangs, and the other waits
 * behind it.
 */
class StoppedServerTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_SECP256R1_SHA256;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int WORKERS = 2;

  private final ExecutorService pool =
      Executors.newFixedThreadPool(WORKERS, work -> new Thread(work, "a worker"));
  private final AtomicBoolean over = new AtomicBoolean();
  private final BlockingQueue<Boolean> done = new LinkedBlockingQueue<>();
  private final BlockingQueue<VaultException> told = new LinkedBlockingQueue<>();

  private ScratchP11Kit remote;

  @BeforeEach
  void startServer(TestInfo test) {
    ScratchP11Kit.missing().ifPresent(NotRun::because);
    remote = ScratchP11Kit.create(test.getTestMethod().orElseThrow().getName().substring(0, 20));
  }

  @AfterEach
  void endServer() throws InterruptedException {
    over.set(true);
    if (remote != null) {
      remote.resume();
      pool.shutdown();
      assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
      remote.close();
    }
  }

  @Test
  void whoWaitsBehindIt_isToldSo_andAllGoesOnWithTheServer() throws Exception {
    try (Pkcs11Vault vault = Pkcs11Vault.open(config())) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      List<Future<Void>> workers = work(() -> Pkcs11VaultTest.use(signer));
      remote.stop();
      assertUnresponsive(await(told));
      long before = processorTime();
      long start = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        assertUnresponsive(await(told));
      }
      long waited = System.nanoTime() - start;
      assertTrue(processorTime() - before < waited / 2, "a thread spins");

      remote.resume();
      finish(workers); // the call that hung came back well
      Pkcs11VaultTest.use(signer);
      assertEquals(1, vault.list().size());
      assertEquals(1, remote.connections());
      assertTrue(vault.destroy(signer.ref()));
    }
  }

  @Test
  void serverThatIsKilledWhileItIsStopped_costsTheCallThatHung() throws Exception {
    try (Pkcs11Vault vault = Pkcs11Vault.open(config())) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      List<Future<Void>> workers = work(() -> Pkcs11VaultTest.use(signer));
      remote.stop();
      assertUnresponsive(await(told));
      remote.kill();
      VaultException lost = await(told);
      while (lost instanceof TokenUnresponsiveException) {
        lost = await(told);
      }
      remote.start();
      finish(workers);
      Pkcs11VaultTest.use(signer);
      assertEquals(1, remote.connections());
      assertTrue(vault.destroy(signer.ref()));
    }
  }

  private interface Work {
    void once() throws Exception;
  }

  /** Returns when each worker has done it; they go on, so that what stops, stops in its midst. */
  private List<Future<Void>> work(Work work) throws Exception {
    Callable<Void> loop =
        () -> {
          while (!over.get()) {
            try {
              work.once();
              done.add(true);
            } catch (VaultException e) {
              told.add(e);
            }
          }
          return null;
        };
    List<Future<Void>> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      workers.add(pool.submit(loop));
      await(done);
    }
    return workers;
  }

  private void finish(List<Future<Void>> workers) throws Exception {
    done.clear();
    await(done);
    over.set(true);
    for (Future<Void> worker : workers) {
      worker.get(1, TimeUnit.MINUTES);
    }
  }

  private static <T> T await(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(1, TimeUnit.MINUTES);
    assertTrue(next != null, "nothing came in a minute");
    return next;
  }

  private static void assertUnresponsive(VaultException e) {
    assertTrue(e instanceof TokenUnresponsiveException, e::toString);
    assertTrue(e.getMessage().contains("C_"), e.getMessage());
    assertTrue(e.getMessage().contains("of thread \"a worker\""), e.getMessage());
  }

  private Pkcs11Config config() {
    return remote.config().callTimeout(PATIENCE).build();
  }

  /** Of all threads of this process: the call that hangs does so without a processor. */
  private static long processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }
}
