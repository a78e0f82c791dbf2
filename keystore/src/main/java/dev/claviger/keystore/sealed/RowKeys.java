package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Row keys in statements. */
final class RowKeys {
  private static final int AT_ONCE = 128;

  private RowKeys() {}

  /** From the columns kind, epoch and idx. */
  static RowKey read(ResultSet result) throws SQLException {
    return new RowKey(result.getInt("kind"), result.getLong("epoch"), result.getInt("idx"));
  }

  /**
   * The lines of rows of a scope, asked for by key, so many at a time. The last key is said again
   * until their number is a power of two: that finds the same, by one of few statements.
   *
   * @param select up to and including {@code WHERE}
   */
  static <T> List<T> select(
      Statements statements, Sql.Line<T> line, String select, long scope, Collection<RowKey> keys)
      throws SQLException {
    List<RowKey> left = List.copyOf(keys);
    List<T> out = new ArrayList<>();
    for (int from = 0; from < left.size(); from += AT_ONCE) {
      List<RowKey> some = left.subList(from, Math.min(left.size(), from + AT_ONCE));
      List<Object> arguments = new ArrayList<>();
      arguments.add(scope);
      int padded = padded(some.size());
      for (int i = 0; i < padded; i++) {
        RowKey key = some.get(Math.min(i, some.size() - 1));
        arguments.addAll(List.of(key.kind(), key.epoch(), key.index()));
      }
      String values = "(?,?,?)" + ",(?,?,?)".repeat(padded - 1);
      String sql = select + " scope = ? AND (kind, epoch, idx) IN (VALUES " + values + ")";
      out.addAll(Sql.list(statements, line, sql, arguments.toArray()));
    }
    return out;
  }

  /** The next power of two. */
  private static int padded(int count) {
    return count == 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
  }

  static Object[] with(RowKey key, Object... before) {
    Object[] out = new Object[before.length + 3];
    System.arraycopy(before, 0, out, 0, before.length);
    out[before.length] = key.kind();
    out[before.length + 1] = key.epoch();
    out[before.length + 2] = key.index();
    return out;
  }
}
