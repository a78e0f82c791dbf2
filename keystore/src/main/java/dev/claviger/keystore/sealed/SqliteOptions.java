package dev.claviger.keystore.sealed;

import java.time.Duration;
import java.util.Objects;

/**
 * How the file of a SQLite store is used.
 *
 * @param shared whether other processes of this machine may open it at the same time; all with the
 *     same choice of a log
 * @param deletedWithin how long what a transaction deleted or wrote over may stay on the disk,
 *     sealed, after it has returned. Zero: not at all, by a rollback journal, which costs four
 *     syncs a transaction. More: by a write-ahead log, which costs one, is as durable, and is
 *     emptied that often; it needs a file system with shared memory, and so no network's. {@code
 *     docs/state.md} says what the difference is good for
 */
public record SqliteOptions(boolean shared, Duration deletedWithin) {
  /** One process, and what is deleted is gone when the transaction returns. */
  public static final SqliteOptions DEFAULT = new SqliteOptions(false, Duration.ZERO);

  /**
   * @throws IllegalArgumentException if the duration is negative
   */
  public SqliteOptions {
    Objects.requireNonNull(deletedWithin);
    if (deletedWithin.isNegative()) {
      throw new IllegalArgumentException("nothing is deleted before it was: " + deletedWithin);
    }
  }

  /** The same for a file that processes share. */
  public SqliteOptions forSharing() {
    return new SqliteOptions(true, deletedWithin);
  }

  /**
   * The same with a write-ahead log that is emptied after so long, or with none if that is zero.
   */
  public SqliteOptions deletingWithin(Duration time) {
    return new SqliteOptions(shared, time);
  }

  boolean hasLog() {
    return !deletedWithin.isZero();
  }
}
