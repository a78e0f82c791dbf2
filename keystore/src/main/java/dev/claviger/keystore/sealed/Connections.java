package dev.claviger.keystore.sealed;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to PostgreSQL come from and go back to. Thread-safe. */
interface Connections extends AutoCloseable {
  Connection take() throws SQLException;

  /**
   * @param usable whether it may serve again
   */
  void giveBack(Connection connection, boolean usable);

  @Override
  void close();
}
