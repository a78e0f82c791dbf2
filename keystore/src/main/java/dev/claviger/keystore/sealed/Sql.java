package dev.claviger.keystore.sealed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements in one line each. */
final class Sql {
  private Sql() {}

  /** Something done with a connection. */
  @FunctionalInterface
  interface Query<T> {
    T apply(Connection connection) throws SQLException;
  }

  /** Something changed through a connection. */
  @FunctionalInterface
  interface Change {
    void apply(Connection connection) throws SQLException;
  }

  /** What one line of a result stands for. */
  @FunctionalInterface
  interface Line<T> {
    T read(ResultSet result) throws SQLException;
  }

  static <T> List<T> list(Connection connection, Line<T> line, String sql, Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, arguments);
        ResultSet result = statement.executeQuery()) {
      List<T> out = new ArrayList<>();
      while (result.next()) {
        out.add(line.read(result));
      }
      return out;
    }
  }

  static <T> Optional<T> first(Connection connection, Line<T> line, String sql, Object... arguments)
      throws SQLException {
    return list(connection, line, sql, arguments).stream().findFirst();
  }

  /** How many lines it changed. */
  static int run(Connection connection, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  /** One statement for each array of arguments. */
  static void runAll(Connection connection, String sql, List<Object[]> arguments)
      throws SQLException {
    if (arguments.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Object[] each : arguments) {
        bind(statement, each);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Statements without arguments or results that count. */
  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      bind(statement, arguments);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof byte[] bytes) {
        statement.setBytes(i + 1, bytes);
      } else {
        statement.setObject(i + 1, arguments[i]);
      }
    }
  }
}
