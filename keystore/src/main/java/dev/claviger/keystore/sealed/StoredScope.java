package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.spi.StoreScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A line of the table of scopes.
 *
 * @param id the number that its rows bear
 * @param generation of the data key that header and rows are sealed under
 * @param header sealed
 */
record StoredScope(long id, long generation, Bytes header) {
  private static final String OF = " WHERE store = ? AND kind = ? AND name = ?";

  static Optional<StoredScope> find(
      Statements statements, long store, StoreScope scope, String suffix) throws SQLException {
    return Sql.first(
        statements,
        StoredScope::read,
        "SELECT id, generation, header FROM claviger_scope" + OF + suffix,
        store,
        scope.kind().code(),
        scope.name().toByteArray());
  }

  /**
   * A scope with the mark of its store, as both are at one moment.
   *
   * @param mark see {@link RollbackMark#open}
   */
  record Marked(Optional<StoredScope> scope, Bytes mark) {}

  static Marked findMarked(Statements statements, long store, StoreScope scope, String suffix)
      throws SQLException {
    Optional<Marked> found =
        Sql.first(
            statements,
            result ->
                new Marked(Optional.of(read(result)), RollbackMark.bytes(result.getBytes("guard"))),
            "SELECT id, generation, header, (SELECT guard FROM claviger_store WHERE"
                + " claviger_store.id = claviger_scope.store) AS guard FROM claviger_scope"
                + OF
                + suffix,
            store,
            scope.kind().code(),
            scope.name().toByteArray());
    return found.isPresent()
        ? found.get()
        : new Marked(Optional.empty(), RollbackMark.find(statements, store, ""));
  }

  /** The number of the new scope. */
  static long insert(
      Statements statements, long store, StoreScope scope, long generation, byte[] header)
      throws SQLException {
    return Sql.first(
            statements,
            result -> result.getLong(1),
            "INSERT INTO claviger_scope (store, kind, name, generation, header)"
                + " VALUES (?, ?, ?, ?, ?) RETURNING id",
            store,
            scope.kind().code(),
            scope.name().toByteArray(),
            generation,
            header)
        .orElseThrow();
  }

  static List<Bytes> names(Statements statements, long store, StoreScope.Kind kind)
      throws SQLException {
    return Sql.list(
        statements,
        result -> Bytes.wrap(result.getBytes(1)),
        "SELECT name FROM claviger_scope WHERE store = ? AND kind = ?",
        store,
        kind.code());
  }

  /** Scopes that are sealed under an earlier generation than this. */
  static List<StoreScope> before(Statements statements, long store, long generation)
      throws SQLException {
    return Sql.list(
        statements,
        result -> {
          int code = result.getInt(1);
          StoreScope.Kind kind =
              Arrays.stream(StoreScope.Kind.values())
                  .filter(one -> one.code() == code)
                  .findFirst()
                  .orElseThrow(() -> new StoreFormatException("a scope of kind " + code));
          return new StoreScope(kind, Bytes.wrap(result.getBytes(2)));
        },
        "SELECT kind, name FROM claviger_scope WHERE store = ? AND generation < ?",
        store,
        generation);
  }

  void update(Statements statements, long newGeneration, byte[] newHeader) throws SQLException {
    Sql.run(
        statements,
        "UPDATE claviger_scope SET generation = ?, header = ? WHERE id = ?",
        newGeneration,
        newHeader,
        id);
  }

  void delete(Statements statements) throws SQLException {
    Sql.run(statements, "DELETE FROM claviger_scope WHERE id = ?", id);
  }

  private static StoredScope read(ResultSet result) throws SQLException {
    return new StoredScope(
        result.getLong("id"), result.getLong("generation"), Bytes.wrap(result.getBytes("header")));
  }
}
