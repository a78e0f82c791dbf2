package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.RowKey;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows in one table, as PostgreSQL has them. */
final class PlainRows implements RowTable {
  static final List<String> TABLES =
      List.of(
          "CREATE TABLE claviger_row (scope BIGINT NOT NULL, kind SMALLINT NOT NULL,"
              + " epoch BIGINT NOT NULL, idx INTEGER NOT NULL, sealed BYTEA NOT NULL,"
              + " PRIMARY KEY (scope, kind, epoch, idx))");

  private static final String SELECT = "SELECT kind, epoch, idx, sealed FROM claviger_row WHERE";
  private static final String ONE = " WHERE scope = ? AND kind = ? AND epoch = ? AND idx = ?";

  @Override
  public Map<RowKey, byte[]> all(Statements statements, long scope) throws SQLException {
    return map(Sql.list(statements, PlainRows::line, SELECT + " scope = ?", scope));
  }

  @Override
  public Map<RowKey, byte[]> some(Statements statements, long scope, int kind, long epoch)
      throws SQLException {
    String sql = SELECT + " scope = ? AND kind = ? AND epoch = ?";
    return map(Sql.list(statements, PlainRows::line, sql, scope, kind, epoch));
  }

  @Override
  public Map<RowKey, byte[]> some(Statements statements, long scope, Collection<RowKey> keys)
      throws SQLException {
    return map(RowKeys.select(statements, PlainRows::line, SELECT, scope, keys));
  }

  @Override
  public void put(Statements statements, long scope, Map<RowKey, byte[]> rows) throws SQLException {
    Sql.runAll(
        statements,
        "INSERT INTO claviger_row (sealed, scope, kind, epoch, idx) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (scope, kind, epoch, idx) DO UPDATE SET sealed = excluded.sealed",
        rows.entrySet().stream()
            .map(row -> RowKeys.with(row.getKey(), row.getValue(), scope))
            .toList());
  }

  @Override
  public void delete(Statements statements, long scope, Collection<RowKey> keys)
      throws SQLException {
    Sql.runAll(
        statements,
        "DELETE FROM claviger_row" + ONE,
        keys.stream().map(key -> RowKeys.with(key, scope)).toList());
  }

  @Override
  public void deleteAll(Statements statements, long scope) throws SQLException {
    Sql.run(statements, "DELETE FROM claviger_row WHERE scope = ?", scope);
  }

  private static Map.Entry<RowKey, byte[]> line(java.sql.ResultSet result) throws SQLException {
    return Map.entry(RowKeys.read(result), result.getBytes("sealed"));
  }

  private static Map<RowKey, byte[]> map(List<Map.Entry<RowKey, byte[]>> lines) {
    Map<RowKey, byte[]> out = new HashMap<>();
    lines.forEach(line -> out.put(line.getKey(), line.getValue()));
    return out;
  }
}
