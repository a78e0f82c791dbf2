package dev.claviger.keystore.sealed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** A link over the application's connection: it writes and leaves the commit to the application. */
record JoinedLink(Statements statements, boolean holdsScopes) implements Link {
  @Override
  public <T> T read(Sql.Query<T> query) throws SQLException {
    return query.apply(statements);
  }

  /** What fails half way is taken back, so that the application may go on. */
  @Override
  public void write(Sql.Change change) throws SQLException {
    Connection connection = statements.connection();
    Savepoint before = connection.setSavepoint();
    try {
      change.apply(statements);
    } catch (SQLException | RuntimeException e) {
      connection.rollback(before);
      throw e;
    }
    connection.releaseSavepoint(before);
  }

  @Override
  public void close() {}
}
