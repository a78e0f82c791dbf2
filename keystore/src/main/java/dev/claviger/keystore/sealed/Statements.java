package dev.claviger.keystore.sealed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A connection, and what becomes of the statements that are prepared on it. */
interface Statements {
  /** What is done with one statement; its results are closed by then. */
  @FunctionalInterface
  interface Use<T> {
    T apply(PreparedStatement statement) throws SQLException;
  }

  Connection connection();

  <T> T use(String sql, Use<T> use) throws SQLException;

  /** Each closed after its use: nothing of ours stays open on a connection that is another's. */
  static Statements of(Connection connection) {
    return new Statements() {
      @Override
      public Connection connection() {
        return connection;
      }

      @Override
      public <T> T use(String sql, Use<T> use) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          return use.apply(statement);
        }
      }
    };
  }
}
