package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One SQLite file, over one connection. Reads and the write at the end of a transaction are short;
 * the work between them holds nothing but its scopes, in this process.
 */
final class SqliteDatabase implements Database {
  static final List<List<String>> FORMATS =
      List.of(Schema.first("INTEGER PRIMARY KEY", "BLOB", SlotRows.TABLES), Schema.SECOND);

  /**
   * A rollback journal, for the write-ahead log would keep what was deleted; cut at the commit,
   * which is durable when it returns.
   */
  private static final String[] SET_UP = {
    "PRAGMA busy_timeout = 10000",
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cell_size_check = ON"
  };

  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CONSTRAINT = 19;
  private static final int NOT_A_DATABASE = 26;
  private static final int PRIMARY_CODE = 0xFF;

  private final Path path;
  private final KeptStatements statements;
  private final boolean shared;
  private final StoreFileLock use;
  private final List<List<String>> formats;
  private final ReentrantLock lock = new ReentrantLock();
  private final RowTable rows = new SlotRows();

  /**
   * @param use closed with this; null if the file is not in use by others
   */
  SqliteDatabase(Path path, boolean shared, List<List<String>> formats, StoreFileLock use)
      throws SQLException {
    this.path = path;
    this.use = use;
    this.shared = shared;
    this.formats = formats;
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
    try {
      prepare(connection);
      this.statements = new KeptStatements(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Sets up a connection, in no transaction yet, so that it may write rows of a store. */
  static void prepare(Connection connection) throws SQLException {
    Sql.execute(connection, SET_UP);
  }

  @Override
  public Link link() {
    return new Own();
  }

  @Override
  public Link link(Connection joined) {
    return new JoinedLink(Statements.of(joined), false);
  }

  @Override
  public void check(Connection joined) throws SQLException {
    boolean sound =
        pragma(joined, "secure_delete").equals("1")
            && pragma(joined, "foreign_keys").equals("1")
            && pragma(joined, "temp_store").equals("2")
            && pragma(joined, "synchronous").compareTo("2") >= 0
            && List.of("truncate", "delete").contains(pragma(joined, "journal_mode"));
    if (!sound) {
      throw new IllegalArgumentException(
          "the connection is not set up for a store: see SqliteGroupStore.prepare");
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    return Sql.first(Statements.of(connection), result -> result.getString(1), "PRAGMA " + name)
        .orElse("");
  }

  @Override
  public List<List<String>> formats() {
    return formats;
  }

  /** SQLite has one writer at a time. */
  @Override
  public void lockFormat(Statements writing) {}

  @Override
  public RowTable rows() {
    return rows;
  }

  @Override
  public String forUpdate() {
    return "";
  }

  @Override
  public StoreException failure(StoreScope scope, SQLException cause) {
    return switch (cause.getErrorCode() & PRIMARY_CODE) {
      case BUSY, LOCKED, CONSTRAINT -> {
        StoreConflictException conflict = new StoreConflictException(scope);
        conflict.initCause(cause);
        yield conflict;
      }
      case READ_ONLY -> new StoreReadOnlyException(cause);
      case FULL -> new StoreFullException(cause);
      case CORRUPT, NOT_A_DATABASE ->
          new StoreDamagedException(scope, "the file is damaged where it is", cause);
      default -> new StoreException("SQLite failed; nothing was written", cause);
    };
  }

  @Override
  public boolean mayBeCommitted(SQLException failure) {
    return false;
  }

  @Override
  public boolean isShared() {
    return shared;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      statements.close();
    } catch (SQLException e) {
      throw new StoreException("SQLite failed to close", e);
    } finally {
      if (use != null) {
        use.close();
      }
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "SQLite " + path.getFileName();
  }

  /** By the store's own connection, which it has for the time of one read or of the write. */
  private final class Own implements Link {
    @Override
    public <T> T read(Sql.Query<T> query) throws SQLException {
      return inTransaction("BEGIN", query);
    }

    @Override
    public void write(Sql.Change change) throws SQLException {
      inTransaction(
          "BEGIN IMMEDIATE",
          writing -> {
            change.apply(writing);
            return true;
          });
    }

    private <T> T inTransaction(String begin, Sql.Query<T> query) throws SQLException {
      lock.lock();
      try {
        Sql.run(statements, begin);
        boolean committed = false;
        try {
          T result = query.apply(statements);
          Sql.run(statements, "COMMIT");
          committed = true;
          return result;
        } finally {
          if (!committed) {
            rollBack();
          }
        }
      } finally {
        lock.unlock();
      }
    }

    /** Some failures have SQLite roll back by itself, and then there is nothing to do. */
    private void rollBack() {
      try {
        Sql.run(statements, "ROLLBACK");
      } catch (SQLException ignored) {
        // the failure that led here is thrown
      }
    }

    @Override
    public boolean holdsScopes() {
      return false;
    }

    @Override
    public void close() {}
  }
}
