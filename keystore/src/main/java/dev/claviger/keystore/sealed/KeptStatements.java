package dev.claviger.keystore.sealed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements of a connection of our own: those that were used last are kept prepared, without
 * what was bound to them, and closed with the connection. Used by one thread at a time.
 */
final class KeptStatements implements Statements, AutoCloseable {
  static final int MOST = 64;

  private final Connection connection;

  /** By their text, the one used longest ago first; one that is in use is not among them. */
  private final Map<String, PreparedStatement> kept = new LinkedHashMap<>();

  KeptStatements(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  /** One that fails is not used again. */
  @Override
  @SuppressWarnings("resource") // closed when it is not kept
  public <T> T use(String sql, Use<T> use) throws SQLException {
    PreparedStatement there = kept.remove(sql);
    PreparedStatement statement = there == null ? connection.prepareStatement(sql) : there;
    boolean done = false;
    T result;
    try {
      result = use.apply(statement);
      done = true;
    } finally {
      if (!done) {
        discard(statement);
      }
    }
    keep(sql, statement);
    return result;
  }

  /** Throws nothing: what the statement did, which may have been the commit, is done. */
  private void keep(String sql, PreparedStatement statement) {
    try {
      statement.clearParameters();
    } catch (SQLException e) {
      discard(statement);
      return;
    }
    PreparedStatement same = kept.put(sql, statement);
    if (same != null) {
      discard(same);
    }
    if (kept.size() > MOST) {
      Iterator<PreparedStatement> oldest = kept.values().iterator();
      discard(oldest.next());
      oldest.remove();
    }
  }

  private static void discard(PreparedStatement statement) {
    try {
      statement.close();
    } catch (SQLException ignored) {
      // it did what it was to do, or failed at that, which is thrown
    }
  }

  @Override
  public void close() throws SQLException {
    kept.values().forEach(KeptStatements::discard);
    kept.clear();
    connection.close();
  }
}
