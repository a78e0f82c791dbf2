package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.RowKey;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows in one table, as PostgreSQL has them. */
final class PlainRows implements RowTable {
  static final List<String> TABLES =
      List.of(
          "CREATE TABLE claviger_row (scope BIGINT NOT NULL, kind SMALLINT NOT NULL,"
              + " epoch BIGINT NOT NULL, idx INTEGER NOT NULL, sealed BYTEA NOT NULL,"
              + " PRIMARY KEY (scope, kind, epoch, idx))");

  private static final String SELECT = "SELECT kind, epoch, idx, sealed FROM claviger_row WHERE";

  @Override
  public Map<RowKey, byte[]> all(Statements statements, long scope) throws SQLException {
    return map(Sql.list(statements, PlainRows::line, SELECT + " scope = ?", scope));
  }

  @Override
  public Map<RowKey, byte[]> some(Statements statements, long scope, Collection<RowKey> keys)
      throws SQLException {
    return map(RowKeys.select(statements, PlainRows::line, SELECT, scope, keys));
  }

  @Override
  public void add(Statements statements, long scope, Map<RowKey, byte[]> rows) throws SQLException {
    Sql.runAll(
        statements,
        "INSERT INTO claviger_row (sealed, scope, kind, epoch, idx) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (scope, kind, epoch, idx) DO UPDATE SET sealed = excluded.sealed",
        rows.entrySet().stream()
            .map(row -> RowKeys.with(row.getKey(), row.getValue(), scope))
            .toList());
  }

  @Override
  public Map<RowKey, byte[]> change(
      Statements statements,
      long scope,
      Map<RowKey, Optional<byte[]>> rows,
      Collection<RowRange> cleared)
      throws SQLException {
    Map<RowKey, byte[]> old = some(statements, scope, rows.keySet());
    for (RowRange range : cleared) {
      String sql = SELECT + " scope = ? AND kind = ? AND epoch = ?";
      old.putAll(
          map(Sql.list(statements, PlainRows::line, sql, scope, range.kind(), range.epoch())));
    }
    Map<RowKey, byte[]> put = new LinkedHashMap<>();
    rows.forEach((key, row) -> row.ifPresent(value -> put.put(key, value)));
    Sql.runAll(
        statements,
        "DELETE FROM claviger_row WHERE scope = ? AND kind = ? AND epoch = ? AND idx = ?",
        old.keySet().stream()
            .filter(key -> !put.containsKey(key))
            .map(key -> RowKeys.with(key, scope))
            .toList());
    add(statements, scope, put);
    return old;
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
