package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.RowKey;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Where the sealed rows of a scope are, by the number of the scope. */
interface RowTable {
  Map<RowKey, byte[]> all(Statements statements, long scope) throws SQLException;

  /** Those of the keys that there are. */
  Map<RowKey, byte[]> some(Statements statements, long scope, Collection<RowKey> keys)
      throws SQLException;

  /** Writes rows of a scope that has none. */
  void add(Statements statements, long scope, Map<RowKey, byte[]> rows) throws SQLException;

  /**
   * Deletes the rows of some ranges but those that are named; writes those that are named with a
   * value, over those that are there, and deletes those without one.
   *
   * @return what was there of the names and the ranges
   */
  Map<RowKey, byte[]> change(
      Statements statements,
      long scope,
      Map<RowKey, Optional<byte[]>> rows,
      Collection<RowRange> cleared)
      throws SQLException;

  void deleteAll(Statements statements, long scope) throws SQLException;
}
