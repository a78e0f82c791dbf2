package dev.claviger.keystore.sealed;

import com.google.crypto.tink.Aead;
import dev.claviger.crypto.Bytes;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The tables, by format: each format is made from the one before, all that are missing in one
 * transaction. {@code docs/state.md} describes the present one.
 */
final class Schema {
  /**
   * Format 2 has the same tables: headers and marks that are written anew are longer, and those of
   * format 1 are read as they are.
   */
  static final List<String> SECOND = List.of();

  private final Database database;
  private final List<List<String>> formats;

  Schema(Database database) {
    this.database = database;
    this.formats = database.formats();
  }

  /**
   * The tables of format 1.
   *
   * @param id the type of a number that the database draws
   * @param bytes the type of bytes
   * @param rows the tables of rows
   */
  static List<String> first(String id, String bytes, List<String> rows) {
    List<String> out =
        new java.util.ArrayList<>(
            List.of(
                "CREATE TABLE claviger_format (version INTEGER NOT NULL)",
                "INSERT INTO claviger_format (version) VALUES (0)",
                "CREATE TABLE claviger_store (id "
                    + id
                    + ", client TEXT NOT NULL UNIQUE, name "
                    + bytes
                    + " NOT NULL, guard "
                    + bytes
                    + ")",
                "CREATE TABLE claviger_key (store BIGINT NOT NULL, generation BIGINT NOT NULL,"
                    + " sealed "
                    + bytes
                    + " NOT NULL, PRIMARY KEY (store, generation))",
                "CREATE TABLE claviger_scope (id "
                    + id
                    + ", store BIGINT NOT NULL, kind SMALLINT NOT NULL, name "
                    + bytes
                    + " NOT NULL, generation BIGINT NOT NULL, header "
                    + bytes
                    + " NOT NULL, UNIQUE (store, kind, name), FOREIGN KEY (store, generation)"
                    + " REFERENCES claviger_key (store, generation))"));
    out.addAll(rows);
    return out;
  }

  /**
   * The store of a client, if it is there and its tables are of the present format.
   *
   * @throws StoreFormatException if there are no tables and none may be made
   */
  Optional<StoreId> find(Statements statements, String client, boolean mayBeEmpty)
      throws SQLException {
    int version = version(statements);
    if (version == 0 && !mayBeEmpty) {
      throw new StoreFormatException("the database is not a store");
    }
    return version == formats.size() ? store(statements, client) : Optional.empty();
  }

  /**
   * Brings the tables to the present format, and makes the store of the client if there is none.
   */
  StoreId make(String client, List<Aead> sealingKeys, SecureRandom random) throws SQLException {
    StoreId[] made = new StoreId[1];
    try (Link link = database.link()) {
      link.write(
          statements -> {
            database.lockFormat(statements);
            bring(statements);
            Optional<StoreId> there = store(statements, client);
            made[0] =
                there.isPresent() ? there.get() : add(statements, client, sealingKeys, random);
          });
    }
    return made[0];
  }

  private void bring(Statements statements) throws SQLException {
    int version = version(statements);
    if (version == formats.size()) {
      return;
    }
    for (List<String> format : formats.subList(version, formats.size())) {
      Sql.execute(statements.connection(), format.toArray(String[]::new));
    }
    Sql.run(statements, "UPDATE claviger_format SET version = ?", formats.size());
  }

  private StoreId add(
      Statements statements, String client, List<Aead> sealingKeys, SecureRandom random)
      throws SQLException {
    byte[] name = new byte[StoreId.LENGTH];
    random.nextBytes(name);
    long number =
        Sql.first(
                statements,
                result -> result.getLong(1),
                "INSERT INTO claviger_store (client, name) VALUES (?, ?) RETURNING id",
                client,
                name)
            .orElseThrow();
    StoreId store = new StoreId(number, Bytes.wrap(name));
    new StoreKeys(store, sealingKeys, random).make(statements, 1, sealingKeys.get(0));
    return store;
  }

  private static Optional<StoreId> store(Statements statements, String client) throws SQLException {
    return Sql.first(
        statements,
        result -> new StoreId(result.getLong(1), Bytes.wrap(result.getBytes(2))),
        "SELECT id, name FROM claviger_store WHERE client = ?",
        client);
  }

  /** 0 if there are no tables. */
  private int version(Statements statements) throws SQLException {
    Connection connection = statements.connection();
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), "claviger_format", null)) {
      if (!tables.next()) {
        return 0;
      }
    }
    int version =
        Sql.first(statements, result -> result.getInt(1), "SELECT version FROM claviger_format")
            .orElse(-1);
    if (version < 1 || version > formats.size()) {
      throw new StoreFormatException(
          "the store has format " + version + ", and this version knows up to " + formats.size());
    }
    return version;
  }
}
