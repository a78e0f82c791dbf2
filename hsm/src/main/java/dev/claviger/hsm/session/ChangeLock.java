package dev.claviger.hsm.session;

import dev.claviger.hsm.session.CallWatch.OwnedLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Has processes change a token in turns: a file that one of them locks at a time. The operating
 * system unlocks it when its process ends, however it ends. Thread-safe and reentrant.
 */
final class ChangeLock {
  /** Between two attempts: the operating system tells nobody that a file was unlocked. */
  private static final Duration LOOK = Duration.ofMillis(1);

  private final Path file;
  private final Duration patience;
  private final CallWatch watch;
  private final Faults faults;

  /** Of what follows. */
  private final OwnedLock here = new OwnedLock();

  private FileChannel channel;
  private boolean held;

  /**
   * @param patience for how long another process may hold it
   */
  ChangeLock(Path file, Duration patience, CallWatch watch, Faults faults) {
    this.file = file;
    this.patience = patience;
    this.watch = watch;
    this.faults = faults;
  }

  /**
   * Works while no other process does.
   *
   * @throws dev.claviger.crypto.key.VaultException if another process does not unlock it in time,
   *     or the file cannot be locked
   */
  <T> T holding(Supplier<T> work) {
    return watch.holding(here, () -> held ? work.get() : holdingFile(work));
  }

  private <T> T holdingFile(Supplier<T> work) {
    FileLock lock = take();
    held = true;
    try {
      return work.get();
    } finally {
      held = false;
      release(lock);
    }
  }

  private FileLock take() {
    long start = System.nanoTime();
    boolean interrupted = false;
    try {
      if (channel == null) {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      }
      for (FileLock lock = tryLock(); ; lock = tryLock()) {
        if (lock != null) {
          return lock;
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        if (waited.compareTo(patience) > 0) {
          throw faults.notOurTurn(file, waited);
        }
        LockSupport.parkNanos(LOOK.toNanos());
        interrupted |= Thread.interrupted();
      }
    } catch (IOException e) {
      throw faults.changeLock(file, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Null if it is locked, by another process or through another library of this one. */
  private FileLock tryLock() throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Closing the channel unlocks the file too. */
  private void release(FileLock lock) {
    try {
      lock.release();
    } catch (IOException e) {
      closeQuietly();
    }
  }

  private void closeQuietly() {
    try {
      channel.close();
    } catch (IOException e) {
      // the operating system has taken it back, or will with this process
    }
    channel = null;
  }
}
