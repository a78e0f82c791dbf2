package dev.claviger.keystore.sealed;

import java.sql.SQLException;

/** How one transaction of a store reaches its database. Closed without a write, it changed none. */
interface Link extends AutoCloseable {
  /** Reads from one state of the database. */
  <T> T read(Sql.Query<T> query) throws SQLException;

  /** Changes all or nothing, and durably when this returns; the last that is done with it. */
  void write(Sql.Change change) throws SQLException;

  /** Whether a scope whose header was read stays as it is until the write. */
  boolean holdsScopes();

  @Override
  void close();
}
