package dev.claviger.hsm;

import static dev.claviger.hsm.Fakes.config;
import static dev.claviger.hsm.Fakes.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a token in turns with other processes; with real ones it is in {@code NodesTest}. */
class ChangeLockTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_SECP256R1_SHA256;
  private static final Duration PATIENCE = Duration.ofMillis(200);

  @TempDir Path folder;

  @Test
  void changes_lookFirst_underTheLock_andNothingElseDoes() throws Exception {
    FakeToken token = new FakeToken();
    Path file = folder.resolve("changes.lock");
    try (Pkcs11Vault vault = open(token, config().changeLock(file))) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      for (String change : new String[] {"C_GenerateKeyPair", "C_DestroyObject"}) {
        token.faults.forgetCounts();
        token.faults.beforeNext(
            change,
            () -> {
              assertTrue(token.faults.count("C_FindObjectsInit") > 0);
              assertTrue(isLocked(file));
            });
        vault.destroy(vault.generate(KeyPurpose.SIGNATURE, SCHEME).ref());
      }
      token.faults.forgetCounts();
      Pkcs11VaultTest.use(signer);
      assertEquals(2, token.faults.count());
      assertTrue(!isLocked(file));
    }
  }

  @Test
  void lockThatAnotherHolds_isWaitedFor() throws Exception {
    FakeToken token = new FakeToken();
    Path file = folder.resolve("changes.lock");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Pkcs11Vault vault =
        open(token, config().changeLock(file).callTimeout(Duration.ofMinutes(1)))) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      Future<VaultKey> made;
      try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = other.lock()) {
        assertTrue(lock.isValid());
        made = thread.submit(() -> vault.generate(KeyPurpose.SIGNATURE, SCHEME));
        Pkcs11VaultTest.use(signer);
        assertTrue(!made.isDone());
      }
      Pkcs11VaultTest.use(made.get());
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void lockThatAnotherKeeps_isRefused_andNothingIsChanged() throws Exception {
    FakeToken token = new FakeToken();
    Path file = folder.resolve("changes.lock");
    try (Pkcs11Vault vault = open(token, config().changeLock(file).callTimeout(PATIENCE))) {
      VaultKey signer = vault.generate(KeyPurpose.SIGNATURE, SCHEME);
      try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = other.lock()) {
        assertTrue(lock.isValid());
        VaultException refused =
            assertThrows(
                TokenUnresponsiveException.class,
                () -> vault.generate(KeyPurpose.SIGNATURE, SCHEME));
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        assertThrows(TokenUnresponsiveException.class, () -> vault.destroy(signer.ref()));
        Pkcs11VaultTest.use(signer);
      }
      assertEquals(1, vault.list().size());
      vault.destroy(signer.ref());
      assertEquals(0, token.objectCount());
    }
    assertEquals(0, token.openSessions());
  }

  @Test
  void fileThatCannotBeLocked_isNamed_andNothingIsChanged() {
    FakeToken token = new FakeToken();
    Path file = folder.resolve("missing").resolve("changes.lock");
    try (Pkcs11Vault vault = open(token, config().changeLock(file))) {
      VaultException refused =
          assertThrows(
              TokenFailedException.class, () -> vault.generate(KeyPurpose.SIGNATURE, SCHEME));
      assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
      assertEquals(0, token.objectCount());
    }
    assertEquals(0, token.openSessions());
  }

  /** As another thread of this JVM sees it, through a channel of its own. */
  private static boolean isLocked(Path file) {
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = other.tryLock()) {
      return lock == null;
    } catch (java.nio.channels.OverlappingFileLockException e) {
      return true;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
