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

  /** Something done with a connection and its statements. */
  @FunctionalInterface
  interface Query<T> {
    T apply(Statements statements) throws SQLException;
  }

  /** Something changed through a connection. */
  @FunctionalInterface
  interface Change {
    void apply(Statements statements) throws SQLException;
  }

  /** What one line of a result stands for. */
  @FunctionalInterface
  interface Line<T> {
    T read(ResultSet result) throws SQLException;
  }

  static <T> List<T> list(Statements statements, Line<T> line, String sql, Object... arguments)
      throws SQLException {
    return statements.use(
        sql,
        statement -> {
          bind(statement, arguments);
          try (ResultSet result = statement.executeQuery()) {
            List<T> out = new ArrayList<>();
            while (result.next()) {
              out.add(line.read(result));
            }
            return out;
          }
        });
  }

  static <T> Optional<T> first(Statements statements, Line<T> line, String sql, Object... arguments)
      throws SQLException {
    return list(statements, line, sql, arguments).stream().findFirst();
  }

  /** How many lines it changed. */
  static int run(Statements statements, String sql, Object... arguments) throws SQLException {
    return statements.use(
        sql,
        statement -> {
          bind(statement, arguments);
          return statement.executeUpdate();
        });
  }

  /** One statement for each array of arguments. */
  static void runAll(Statements statements, String sql, List<Object[]> arguments)
      throws SQLException {
    if (arguments.isEmpty()) {
      return;
    }
    statements.use(
        sql,
        statement -> {
          for (Object[] each : arguments) {
            bind(statement, each);
            statement.addBatch();
          }
          return statement.executeBatch();
        });
  }

  /** Statements without arguments or results that count, each seldom run. */
  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
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
