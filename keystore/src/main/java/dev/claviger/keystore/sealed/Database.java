package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What one kind of database does its own way. Thread-safe. */
interface Database extends AutoCloseable {
  Link link() throws SQLException;

  /** A link over the application's connection, in the application's transaction. */
  Link link(Connection connection);

  /** Fails if nothing durable could come of the connection; called once for each joining. */
  void check(Connection connection) throws SQLException;

  /** The statements that make the tables of each format from those of the one before. */
  List<List<String>> formats();

  /** Keeps other processes from making tables until the transaction ends. */
  void lockFormat(Statements statements) throws SQLException;

  RowTable rows();

  /** What ends a query that locks what it finds. */
  String forUpdate();

  /** The failure, by its kind. */
  StoreException failure(StoreScope scope, SQLException cause);

  /** Whether the failure leaves open if the commit succeeded. */
  boolean mayBeCommitted(SQLException failure);

  boolean isShared();

  @Override
  void close();
}
