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
 * Who may open a store file: one to itself, or any number that share it and agree whether it has a
 * write-ahead log. A lock on a file beside it tells other processes, and goes when this process
 * does; a table tells this one, since a file is locked once for all of a process.
 */
final class StoreFileLock implements AutoCloseable {
  private static final Map<Path, Users> IN_USE = new HashMap<>();

  /** The bytes of the lock file that are locked. */
  private static final long USE = 0;

  private static final long MAKING = 1;
  private static final long WITH_LOG = 2;
  private static final long WITHOUT_LOG = 3;

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
    final SqliteOptions options;
    int count = 1;

    Users(FileChannel channel, SqliteOptions options) {
      this.channel = channel;
      this.options = options;
    }
  }

  /**
   * @throws StoreInUseException if another has it, and either wants it alone, or they differ in the
   *     choice of a log
   */
  @SuppressWarnings("resource") // the channel stays open with its locks
  static StoreFileLock take(Path store, SqliteOptions options) throws IOException {
    Path path = store.resolveSibling(store.getFileName() + ".lock");
    synchronized (IN_USE) {
      Users users = IN_USE.get(path);
      if (users != null) {
        if (!options.shared() || !users.options.shared()) {
          throw new StoreInUseException(store + " is open in this process already");
        }
        if (options.hasLog() != users.options.hasLog()) {
          throw anotherLog(store);
        }
        users.count++;
        return new StoreFileLock(path, users.channel);
      }
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean taken = false;
      try {
        if (channel.tryLock(USE, 1, options.shared()) == null) {
          throw new StoreInUseException(store + " is open in another process");
        }
        if (!agreesOnLog(channel, options.hasLog())) {
          throw anotherLog(store);
        }
        IN_USE.put(path, new Users(channel, options));
        taken = true;
        return new StoreFileLock(path, channel);
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    }
  }

  /** One process after the other, so that none takes another's look for a choice. */
  private static boolean agreesOnLog(FileChannel channel, boolean hasLog) throws IOException {
    try (FileLock making = channel.lock(MAKING, 1, false);
        FileLock others = channel.tryLock(hasLog ? WITHOUT_LOG : WITH_LOG, 1, false)) {
      if (!making.isValid() || others == null) {
        return false;
      }
      return channel.tryLock(hasLog ? WITH_LOG : WITHOUT_LOG, 1, true) != null;
    }
  }

  private static StoreInUseException anotherLog(Path store) {
    return new StoreInUseException(
        store + " is open elsewhere, with another choice of a write-ahead log");
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
