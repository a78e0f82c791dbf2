package dev.claviger.keystore.sealed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Who may open a store file: one to itself, or any number that share it. A lock on a file beside it
 * tells other processes, and goes when this process does; a table tells this one, since a file is
 * locked once for all of a process.
 */
final class StoreFileLock implements AutoCloseable {
  private static final Map<Path, Users> IN_USE = new HashMap<>();

  /** The bytes of the lock file that are locked. */
  private static final long USE = 0;

  private static final long MAKING = 1;

  private final Path path;
  private final FileChannel channel;
  private boolean released;

  private StoreFileLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** What makes a store file. */
  @FunctionalInterface
  interface Maker {
    void make() throws IOException, SQLException;
  }

  private static final class Users {
    final FileChannel channel;
    final boolean shared;
    int count = 1;

    Users(FileChannel channel, boolean shared) {
      this.channel = channel;
      this.shared = shared;
    }
  }

  /**
   * @throws StoreInUseException if another has it, and either wants it alone
   */
  @SuppressWarnings("resource") // the channel stays open with its lock
  static StoreFileLock take(Path store, boolean shared) throws IOException {
    Path path = store.resolveSibling(store.getFileName() + ".lock");
    synchronized (IN_USE) {
      Users users = IN_USE.get(path);
      if (users != null) {
        if (!shared || !users.shared) {
          throw new StoreInUseException(store + " is open in this process already");
        }
        users.count++;
        return new StoreFileLock(path, users.channel);
      }
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = null;
      try {
        lock = channel.tryLock(USE, 1, shared);
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
      if (lock == null) {
        throw new StoreInUseException(store + " is open in another process");
      }
      IN_USE.put(path, new Users(channel, shared));
      return new StoreFileLock(path, channel);
    }
  }

  /** Runs it while nobody else does, for of those who share a file several may come first. */
  void alone(Maker maker) throws IOException, SQLException {
    synchronized (IN_USE) {
      try (FileLock making = channel.lock(MAKING, 1, false)) {
        if (making.isValid()) {
          maker.make();
        }
      }
    }
  }

  @Override
  public void close() {
    synchronized (IN_USE) {
      if (released) {
        return;
      }
      released = true;
      Users users = IN_USE.get(path);
      if (--users.count == 0) {
        IN_USE.remove(path);
        try {
          users.channel.close();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }
}
