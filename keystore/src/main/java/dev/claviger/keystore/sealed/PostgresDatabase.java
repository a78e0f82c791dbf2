package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * PostgreSQL. A transaction has one connection from begin to end and locks the lines of its scopes,
 * so that other nodes wait; a dead node's locks end with its connection.
 */
final class PostgresDatabase implements Database {
  static final List<List<String>> FORMATS =
      List.of(
          Schema.first(
              "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BYTEA", PlainRows.TABLES),
          Schema.SECOND);

  /** In milliseconds where there is no unit; so nothing hangs. */
  private static final String SET_UP =
      "SET LOCAL synchronous_commit = on; SET LOCAL lock_timeout = 20000;"
          + " SET LOCAL statement_timeout = 60000;"
          + " SET LOCAL idle_in_transaction_session_timeout = 120000";

  /** Any number that other users of the database do not happen to lock. */
  private static final long FORMAT_LOCK = 0x636c617669676572L;

  private final Connections connections;
  private final List<List<String>> formats;
  private final RowTable rows = new PlainRows();

  PostgresDatabase(Connections connections, List<List<String>> formats) {
    this.connections = connections;
    this.formats = formats;
  }

  /** An idle connection may have died since; then nothing was done, and a new one is tried. */
  @Override
  public Link link() throws SQLException {
    for (int attempt = 0; ; attempt++) {
      Connection connection = connections.take();
      boolean usable = false;
      try {
        connection.setAutoCommit(false);
        Sql.execute(connection, SET_UP);
        usable = true;
        return new Own(connection);
      } catch (SQLException e) {
        if (attempt > ConnectionPool.SIZE || !isLost(e)) {
          throw e;
        }
      } finally {
        if (!usable) {
          connections.giveBack(connection, false);
        }
      }
    }
  }

  @Override
  public Link link(Connection joined) {
    return new JoinedLink(Statements.of(joined), true);
  }

  @Override
  public void check(Connection joined) throws SQLException {
    String value =
        Sql.first(Statements.of(joined), result -> result.getString(1), "SHOW synchronous_commit")
            .orElse("");
    if (value.equals("off") || value.equals("local")) {
      throw new IllegalArgumentException("the connection commits with synchronous_commit " + value);
    }
  }

  @Override
  public List<List<String>> formats() {
    return formats;
  }

  @Override
  public void lockFormat(Statements writing) throws SQLException {
    Sql.list(writing, result -> true, "SELECT pg_advisory_xact_lock(?)", FORMAT_LOCK);
  }

  @Override
  public RowTable rows() {
    return rows;
  }

  @Override
  public String forUpdate() {
    return " FOR UPDATE";
  }

  @Override
  public StoreException failure(StoreScope scope, SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    return switch (state) {
      // serialization, deadlock, lock timeout, unique and foreign keys
      case "40001", "40P01", "55P03", "23505", "23503" -> {
        StoreConflictException conflict = new StoreConflictException(scope);
        conflict.initCause(cause);
        yield conflict;
      }
      case "25006" -> new StoreReadOnlyException(cause);
      case "53100" -> new StoreFullException(cause);
      case "XX001", "XX002" ->
          new StoreDamagedException(scope, "the database is damaged where it is", cause);
      default ->
          new StoreException(
              "PostgreSQL failed (" + (state.isEmpty() ? "no state" : state) + ")", cause);
    };
  }

  @Override
  public boolean mayBeCommitted(SQLException failure) {
    return isLost(failure);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void close() {
    connections.close();
  }

  @Override
  public String toString() {
    return "PostgreSQL";
  }

  /** Class 08 is the connection, 57P01 to 57P05 a server or administrator that ended it. */
  private static boolean isLost(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  /** On a connection of its own, in a transaction. */
  private final class Own implements Link {
    private final Connection connection;

    Own(Connection connection) {
      this.connection = connection;
    }

    @Override
    public <T> T read(Sql.Query<T> query) throws SQLException {
      return query.apply(Statements.of(connection));
    }

    @Override
    public void write(Sql.Change change) throws SQLException {
      change.apply(Statements.of(connection));
      connection.commit();
    }

    @Override
    public boolean holdsScopes() {
      return true;
    }

    @Override
    public void close() {
      boolean usable = false;
      try {
        connection.rollback();
        connection.setAutoCommit(true);
        usable = true;
      } catch (SQLException ignored) {
        // it is broken; the server has rolled back
      }
      connections.giveBack(connection, usable);
    }
  }
}
