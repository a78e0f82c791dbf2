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

  private static final String PATIENT = "PRAGMA busy_timeout = 10000";
  private static final String IMPATIENT = "PRAGMA busy_timeout = 0";

  /** A commit is durable when it returns, and what is deleted is overwritten. */
  private static final String[] SET_UP = {
    PATIENT,
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cell_size_check = ON"
  };

  private static final String CUT_JOURNAL = "PRAGMA journal_mode = TRUNCATE";
  private static final String LOG = "wal";

  private static final int NO_SUCH_TABLE = 1;
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
  private final SqliteOptions options;
  private final StoreFileLock use;
  private final List<List<String>> formats;
  private final ReentrantLock lock = new ReentrantLock();
  private final RowTable rows = new SlotRows();
  private final WriteAheadLog log;
  private boolean closed;

  /**
   * @param use closed with this; null if the file is not in use by others
   * @throws StoreInUseException if it has a log and shall not, or the reverse, and is in use
   */
  SqliteDatabase(Path path, SqliteOptions options, List<List<String>> formats, StoreFileLock use)
      throws SQLException {
    this.path = path;
    this.use = use;
    this.options = options;
    this.formats = formats;
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
    boolean ready = false;
    try {
      prepare(connection);
      if (hasLog(connection) != options.hasLog()) {
        changeJournal(connection);
      }
      this.statements = new KeptStatements(connection);
      this.log = new WriteAheadLog(toString(), options.deletedWithin(), this::emptyLogAtOnce);
      written(); // by a process that was killed, perhaps
      ready = true;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /**
   * Whether there is a write-ahead log is a property of the file, which others may hold on to.
   *
   * @throws StoreInUseException if they do
   */
  private void changeJournal(Connection connection) throws SQLException {
    SQLException refused = null;
    try {
      Sql.execute(connection, options.hasLog() ? "PRAGMA journal_mode = WAL" : CUT_JOURNAL);
    } catch (SQLException e) {
      refused = e;
    }
    if (hasLog(connection) != options.hasLog()) {
      StoreInUseException inUse =
          new StoreInUseException(path + " is in use, and its log cannot be changed");
      inUse.initCause(refused);
      throw inUse;
    }
  }

  /** Sets up a connection, in no transaction yet, so that it may write rows of a store. */
  static void prepare(Connection connection) throws SQLException {
    Sql.execute(connection, SET_UP);
    if (!hasLog(connection)) {
      Sql.execute(connection, CUT_JOURNAL);
    }
  }

  private void written() {
    if (options.hasLog()) {
      log.written();
    }
  }

  /** Without waiting for others. */
  private boolean emptyLogAtOnce() throws SQLException {
    lock.lock();
    try {
      if (closed) {
        return true;
      }
      Sql.execute(statements.connection(), IMPATIENT);
      try {
        return emptyLog();
      } finally {
        Sql.execute(statements.connection(), PATIENT);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Into the file, where it overwrites what was deleted.
   *
   * @return false if others use what is in it
   */
  private boolean emptyLog() throws SQLException {
    return Sql.first(statements, result -> result.getInt(1), "PRAGMA wal_checkpoint(TRUNCATE)")
        .filter(busy -> busy == 0)
        .isPresent();
  }

  @Override
  public Link link() {
    return new Own();
  }

  @Override
  public Link link(Connection joined) {
    written(); // when the application commits, for which emptying waits
    return new JoinedLink(Statements.of(joined), false);
  }

  /**
   * Makes it the writer too, for which it waits unless it has read: later on, as a reader, it would
   * be refused whenever another writes or empties the log.
   */
  @Override
  public void check(Connection joined) throws SQLException {
    try {
      Sql.run(Statements.of(joined), "UPDATE claviger_format SET version = version WHERE FALSE");
    } catch (SQLException e) {
      if (code(e) == NO_SUCH_TABLE) {
        throw new IllegalArgumentException("the connection is to no store", e);
      }
      throw e;
    }
    boolean sound =
        pragma(joined, "secure_delete").equals("1")
            && pragma(joined, "foreign_keys").equals("1")
            && pragma(joined, "temp_store").equals("2")
            && pragma(joined, "synchronous").compareTo("2") >= 0
            && (options.hasLog() ? List.of(LOG) : List.of("truncate", "delete"))
                .contains(journal(joined));
    if (!sound) {
      throw new IllegalArgumentException(
          "the connection is not set up for a store: see SqliteGroupStore.prepare");
    }
  }

  private static boolean hasLog(Connection connection) throws SQLException {
    return journal(connection).equals(LOG);
  }

  private static String journal(Connection connection) throws SQLException {
    return pragma(connection, "journal_mode");
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
    return switch (code(cause)) {
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

  private static int code(SQLException e) {
    return e.getErrorCode() & PRIMARY_CODE;
  }

  @Override
  public boolean mayBeCommitted(SQLException failure) {
    return false;
  }

  @Override
  public boolean isShared() {
    return options.shared();
  }

  @Override
  public void close() {
    log.close();
    lock.lock();
    closed = true;
    try (statements) {
      if (options.hasLog()) {
        emptyLog();
      }
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
      written();
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
