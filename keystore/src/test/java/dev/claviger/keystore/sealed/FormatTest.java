package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of all formats so far, as they were written then, are brought to the present one. */
final class FormatTest {
  private static final StoreScope GROUP =
      new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("kept since format 1"));
  private static final RowKey KEY = new RowKey(3, -1L, 7);
  private static final String NEXT = "CREATE TABLE claviger_next (id INTEGER)";

  @TempDir Path folder;

  private Path stored(String name) throws Exception {
    Path path = folder.resolve("groups.sqlite");
    try (InputStream in = FormatTest.class.getResourceAsStream("/" + name)) {
      Files.copy(in, path);
    }
    return path;
  }

  private static Map<RowKey, String> rows(SealedGroupStore store) {
    return SealedStoreContract.rows(store, GROUP);
  }

  private static List<List<String>> with(String... next) {
    List<List<String>> out = new ArrayList<>(SqliteDatabase.FORMATS);
    out.add(List.of(next));
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sqliteOfEachFormat_isRead_andNotFoundRestored(int format) throws Exception {
    try (SealedGroupStore store =
        SqliteGroupStore.open(stored("store-format-" + format + ".sqlite"), Keys.FIRST)) {
      assertIsRead(store);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void postgresOfEachFormat_isRead_andNotFoundRestored(int format) throws Exception {
    String url = Postgres.require().newDatabase();
    try (Connection connection = Postgres.connect(url);
        InputStream in = FormatTest.class.getResourceAsStream("/store-format-" + format + ".sql")) {
      for (String sql : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\n", -1)) {
        if (!sql.isBlank()) {
          Sql.execute(connection, sql);
        }
      }
    }
    try (SealedGroupStore store = Postgres.open(url, Keys.FIRST)) {
      assertIsRead(store);
    }
  }

  private static void assertIsRead(SealedGroupStore store) {
    assertEquals(Map.of(KEY, "a row of format 1"), rows(store));
    assertFalse(store.stamp(GROUP).orElseThrow().restored());
    store.update(GROUP, transaction -> transaction.renew(GROUP));
    assertFalse(store.stamp(GROUP).orElseThrow().restored());
    new Counter().findRestored(store);
    assertTrue(store.stamp(GROUP).orElseThrow().restored());
  }

  @Test
  void aStoreThatFormat1FoundRestored_isSoStill() throws Exception {
    Path path = stored("store-format-1.sqlite");
    SqliteGroupStore.open(path, Keys.FIRST).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
      StoreKeys keys = keys(connection);
      byte[] sealed = keys.sealer().sealMark(new byte[] {0, 0, 0, 0, 0, 0, 0, 7, 1});
      byte[] mark = new byte[8 + sealed.length];
      mark[7] = 1;
      System.arraycopy(sealed, 0, mark, 8, sealed.length);
      Sql.run(Statements.of(connection), "UPDATE claviger_store SET guard = ?", mark);
      assertEquals(new RollbackMark(7, 7), RollbackMark.open(Bytes.wrap(mark), keys));
    }
    try (SealedGroupStore store = SqliteGroupStore.open(path, Keys.FIRST)) {
      assertTrue(store.stamp(GROUP).orElseThrow().restored());
    }
  }

  private static StoreKeys keys(Connection connection) throws SQLException {
    byte[] name =
        Sql.first(
                Statements.of(connection),
                result -> result.getBytes(1),
                "SELECT name FROM claviger_store WHERE id = 1")
            .orElseThrow();
    StoreKeys keys =
        new StoreKeys(new StoreId(1, Bytes.wrap(name)), List.of(Keys.FIRST), new SecureRandom());
    keys.load(Statements.of(connection));
    return keys;
  }

  @Test
  void aFormatThatFollows_isMadeFromTheFormerOne_andTheFormerProgramRefusesIt() throws Exception {
    Path path = stored("store-format-1.sqlite");
    try (SealedGroupStore store =
        SqliteGroupStore.open(path, SqliteOptions.DEFAULT, with(NEXT), Keys.FIRST)) {
      assertEquals(Map.of(KEY, "a row of format 1"), rows(store));
    }
    assertThrows(StoreFormatException.class, () -> SqliteGroupStore.open(path, Keys.FIRST));
    try (SealedGroupStore store =
        SqliteGroupStore.open(path, SqliteOptions.DEFAULT, with(NEXT), Keys.FIRST)) {
      assertEquals(Map.of(KEY, "a row of format 1"), rows(store));
    }
  }

  @Test
  void aMigrationThatFails_changesNothing() throws Exception {
    Path path = stored("store-format-1.sqlite");
    assertThrows(
        StoreException.class,
        () ->
            SqliteGroupStore.open(
                path, SqliteOptions.DEFAULT, with(NEXT, "no SQL at all"), Keys.FIRST));
    try (SealedGroupStore store = SqliteGroupStore.open(path, Keys.FIRST)) {
      assertEquals(Map.of(KEY, "a row of format 1"), rows(store));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path)) {
      assertEquals(
          List.of(),
          Sql.list(
              Statements.of(connection),
              result -> result.getString(1),
              "SELECT name FROM sqlite_master WHERE name = 'claviger_next'"));
    }
  }

  /** Makes the files that the others read: once for each format, when it is new. */
  static void write(SealedGroupStore store) {
    store.transact(
        List.of(GROUP),
        transaction -> {
          transaction.put(GROUP, KEY, Secret.copyOf(Bytes.utf8("a row of format 1")));
          return null;
        });
  }

  public static void main(String[] arguments) {
    try (SealedGroupStore store =
        arguments.length == 1
            ? SqliteGroupStore.open(Path.of(arguments[0]), Keys.FIRST)
            : PostgresGroupStore.open(
                arguments[0], properties(arguments[1], arguments[2]), "test", Keys.FIRST)) {
      write(store);
    }
  }

  private static java.util.Properties properties(String user, String password) {
    java.util.Properties out = new java.util.Properties();
    out.setProperty("user", user);
    out.setProperty("password", password);
    return out;
  }
}
