package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.mls.spi.RowKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written where when rows change. */
final class SlotRowsTest {
  private static final long SCOPE = 7;
  private static final RowKey A = new RowKey(1, 2, 3);
  private static final RowKey B = new RowKey(1, 2, 4);
  private static final RowKey C = new RowKey(2, 2, 4);

  private final SlotRows rows = new SlotRows();
  private Connection connection;
  private Statements statements;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    statements = Statements.of(connection);
    Sql.execute(connection, SlotRows.TABLES.toArray(String[]::new));
    Sql.execute(
        connection,
        "CREATE TABLE written (idx INTEGER)",
        "CREATE TRIGGER added AFTER INSERT ON claviger_row"
            + " BEGIN INSERT INTO written VALUES (new.idx); END",
        "CREATE TRIGGER changed AFTER UPDATE ON claviger_row"
            + " BEGIN INSERT INTO written VALUES (new.idx); END");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static byte[] filled(int length, int with) {
    byte[] out = new byte[length];
    java.util.Arrays.fill(out, (byte) with);
    return out;
  }

  private Map<RowKey, byte[]> change(Map<RowKey, Optional<byte[]>> by, RowRange... cleared)
      throws SQLException {
    Sql.run(statements, "DELETE FROM written");
    return rows.change(statements, SCOPE, by, Set.of(cleared));
  }

  private long number(String sql) throws SQLException {
    return Sql.first(statements, result -> result.getLong(1), sql).orElseThrow();
  }

  private long linesWritten() throws SQLException {
    return number("SELECT count(*) FROM written");
  }

  private void assertRow(RowKey key, byte[] value) throws SQLException {
    assertArrayEquals(value, rows.some(statements, SCOPE, Set.of(key)).get(key));
  }

  @Test
  void aRowOfTheSameLength_isOverwrittenInItsSlot_andItsLineStays() throws Exception {
    rows.add(statements, SCOPE, Map.of(A, filled(100, 1), B, filled(100, 2)));
    Map<RowKey, byte[]> old = change(Map.of(A, Optional.of(filled(100, 3))));
    assertEquals(Set.of(A), old.keySet());
    assertArrayEquals(filled(100, 1), old.get(A));
    assertEquals(0, linesWritten());
    assertEquals(2, number("SELECT count(*) FROM claviger_slot"));
    assertRow(A, filled(100, 3));
    assertRow(B, filled(100, 2));
  }

  @Test
  void aRowOfAnotherLengthInItsSlot_hasItsLineWritten() throws Exception {
    rows.add(statements, SCOPE, Map.of(A, filled(100, 1)));
    assertEquals(SlotRows.size(100), SlotRows.size(99));
    change(Map.of(A, Optional.of(filled(99, 3))));
    assertEquals(1, linesWritten());
    assertEquals(1, number("SELECT count(*) FROM claviger_slot"));
    assertRow(A, filled(99, 3));
  }

  @Test
  void aRowThatDoesNotFit_leavesItsSlotEmpty() throws Exception {
    rows.add(statements, SCOPE, Map.of(A, filled(100, 1)));
    change(Map.of(A, Optional.of(filled(1000, 3))));
    assertEquals(1, linesWritten());
    assertRow(A, filled(1000, 3));
    assertOneSlotIsFree(100);
    change(Map.of(B, Optional.of(filled(100, 4))));
    assertEquals(2, number("SELECT count(*) FROM claviger_slot"));
    assertEquals(0, number("SELECT count(*) FROM claviger_free"));
  }

  @Test
  void aRowThatIsDeleted_leavesItsSlotEmpty_andNoLine() throws Exception {
    rows.add(statements, SCOPE, Map.of(A, filled(100, 1), C, filled(200, 2)));
    assertEquals(Set.of(A), change(Map.of(A, Optional.empty(), B, Optional.empty())).keySet());
    assertEquals(Set.of(C), rows.all(statements, SCOPE).keySet());
    assertOneSlotIsFree(100);
  }

  @Test
  void ofARangeThatIsCleared_onlyWhatIsPutAnewStays() throws Exception {
    rows.add(statements, SCOPE, Map.of(A, filled(100, 1), B, filled(200, 2), C, filled(300, 3)));
    Map<RowKey, byte[]> old = change(Map.of(B, Optional.of(filled(200, 4))), RowRange.of(B));
    assertEquals(Set.of(A, B), old.keySet());
    assertEquals(0, linesWritten());
    assertEquals(Set.of(B, C), rows.all(statements, SCOPE).keySet());
    assertRow(B, filled(200, 4));
    assertOneSlotIsFree(100);
  }

  private void assertOneSlotIsFree(int length) throws SQLException {
    List<byte[]> free =
        Sql.list(
            statements,
            result -> result.getBytes(1),
            "SELECT sealed FROM claviger_free JOIN claviger_slot ON id = slot");
    assertEquals(1, free.size());
    assertArrayEquals(new byte[SlotRows.size(length)], free.get(0));
    assertTrue(length <= free.get(0).length);
  }
}
