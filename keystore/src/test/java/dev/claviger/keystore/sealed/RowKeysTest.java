package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.mls.spi.RowKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows that are asked for by key. */
final class RowKeysTest {
  /** Notes the texts. */
  private record Noted(Connection connection, Set<String> texts) implements Statements {
    @Override
    public <T> T use(String sql, Use<T> use) throws java.sql.SQLException {
      texts.add(sql);
      return Statements.of(connection).use(sql, use);
    }
  }

  @Test
  void eachRow_isFoundOnce_byFewStatements() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Sql.execute(connection, SlotRows.TABLES.toArray(String[]::new));
      Map<RowKey, byte[]> rows = new LinkedHashMap<>();
      IntStream.range(0, 200).forEach(i -> rows.put(new RowKey(1, 2, i), new byte[i]));
      new SlotRows().add(Statements.of(connection), 7, rows);
      Noted noted = new Noted(connection, new HashSet<>());
      for (int count = 0; count <= 300; count++) {
        List<RowKey> keys = IntStream.range(0, count).mapToObj(i -> new RowKey(1, 2, i)).toList();
        List<RowKey> found =
            RowKeys.select(
                noted, RowKeys::read, "SELECT kind, epoch, idx FROM claviger_row WHERE", 7, keys);
        assertEquals(Math.min(count, 200), found.size());
        assertEquals(Set.copyOf(keys.subList(0, found.size())), Set.copyOf(found));
      }
      assertEquals(8, noted.texts().size());
    }
  }
}
