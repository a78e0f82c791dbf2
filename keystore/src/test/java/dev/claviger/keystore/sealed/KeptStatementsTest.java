package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which statements stay open. */
final class KeptStatementsTest {
  private static final String INSERT = "INSERT INTO number (one) VALUES (?)";
  private static final String SELECT = "SELECT one FROM number ORDER BY one";

  @TempDir Path folder;

  private Connection connection;
  private KeptStatements statements;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("numbers.sqlite"));
    Sql.execute(connection, "CREATE TABLE number (one INTEGER UNIQUE)");
    statements = new KeptStatements(connection);
  }

  @AfterEach
  void close() throws SQLException {
    statements.close();
  }

  private static PreparedStatement prepared(Statements statements, String sql) throws SQLException {
    return statements.use(sql, statement -> statement);
  }

  private List<Integer> numbers() throws SQLException {
    return Sql.list(statements, result -> result.getInt(1), SELECT);
  }

  @Test
  void aStatement_isUsedAgain_withoutWhatWasBound() throws Exception {
    Sql.run(statements, INSERT, 1);
    PreparedStatement first = prepared(statements, INSERT);
    Sql.runAll(statements, INSERT, List.of(new Object[] {2}, new Object[] {3}));
    assertEquals(List.of(1, 2, 3), numbers());
    statements.use(INSERT, PreparedStatement::executeUpdate);
    assertEquals(
        List.of(1),
        Sql.list(
            statements,
            result -> result.getInt(1),
            "SELECT count(*) FROM number WHERE one IS NULL"));
    assertSame(first, prepared(statements, INSERT));
  }

  @Test
  void allAreClosed_withTheConnection() throws Exception {
    PreparedStatement first = prepared(statements, INSERT);
    PreparedStatement second = prepared(statements, SELECT);
    assertFalse(first.isClosed());
    statements.close();
    assertTrue(first.isClosed());
    assertTrue(second.isClosed());
    assertTrue(connection.isClosed());
  }

  @Test
  void theOneUsedLongestAgo_isClosed_whenThereAreTooMany() throws Exception {
    PreparedStatement first = prepared(statements, INSERT);
    PreparedStatement second = prepared(statements, SELECT);
    for (int i = 2; i < KeptStatements.MOST; i++) {
      prepared(statements, "SELECT " + i);
    }
    assertSame(first, prepared(statements, INSERT));
    prepared(statements, "SELECT 1");
    assertFalse(first.isClosed());
    assertTrue(second.isClosed());
  }

  @Test
  void oneThatFailed_isClosed_andPreparedAnew() throws Exception {
    Sql.run(statements, INSERT, 1);
    PreparedStatement first = prepared(statements, INSERT);
    assertThrows(SQLException.class, () -> Sql.run(statements, INSERT, 1));
    assertTrue(first.isClosed());
    Sql.run(statements, INSERT, 2);
    assertNotSame(first, prepared(statements, INSERT));
    assertEquals(List.of(1, 2), numbers());
  }

  @Test
  void aStatementWithinItself_isAnother() throws Exception {
    Sql.run(statements, INSERT, 1);
    Sql.run(statements, INSERT, 2);
    assertEquals(
        List.of(List.of(1, 2), List.of(1, 2)), Sql.list(statements, result -> numbers(), SELECT));
  }

  @Test
  void onAConnectionOfAnother_noneStaysOpen() throws Exception {
    assertTrue(prepared(Statements.of(connection), SELECT).isClosed());
  }
}
