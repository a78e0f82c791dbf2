package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.RowKey;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** Where the sealed rows of a scope are, by the number of the scope. */
interface RowTable {
  Map<RowKey, byte[]> all(Statements statements, long scope) throws SQLException;

  /** Those of one kind and epoch. */
  Map<RowKey, byte[]> some(Statements statements, long scope, int kind, long epoch)
      throws SQLException;

  /** Those of the keys that there are. */
  Map<RowKey, byte[]> some(Statements statements, long scope, Collection<RowKey> keys)
      throws SQLException;

  /** Writes rows, over those that are there. */
  void put(Statements statements, long scope, Map<RowKey, byte[]> rows) throws SQLException;

  /** Deletes rows that are there. */
  void delete(Statements statements, long scope, Collection<RowKey> keys) throws SQLException;

  void deleteAll(Statements statements, long scope) throws SQLException;
}
