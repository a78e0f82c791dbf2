package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may happen to the file of a store. */
final class SqliteFileTest {
  private static final RowKey KEY = new RowKey(1, 2, 3);
  private static final SqliteOptions WITH_LOG =
      SqliteOptions.DEFAULT.deletingWithin(Duration.ofMillis(5));

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("groups.sqlite");
  }

  private static StoreScope group(int number) {
    return new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("group " + number));
  }

  private SealedGroupStore open() {
    return SqliteGroupStore.open(path(), Keys.FIRST);
  }

  private SealedGroupStore openShared() {
    return SqliteGroupStore.open(path(), SqliteOptions.DEFAULT.forSharing(), Keys.FIRST);
  }

  private static void put(SealedGroupStore store, StoreScope scope, byte[] value) {
    store.transact(
        List.of(scope),
        transaction -> {
          transaction.put(scope, KEY, Secret.copyOf(value));
          return null;
        });
  }

  private static byte[] get(SealedGroupStore store, StoreScope scope) {
    return store.transact(
        List.of(scope),
        transaction -> transaction.rows(scope).stream().findFirst().orElseThrow().value().expose());
  }

  private void fill(int groups) {
    try (SealedGroupStore store = open()) {
      for (int i = 0; i < groups; i++) {
        put(store, group(i), value(i));
      }
    }
  }

  private static byte[] value(int number) {
    byte[] out = new byte[3000];
    Arrays.fill(out, (byte) number);
    return out;
  }

  @Test
  void aSecondProcessOrStore_isToldThatItIsInUse() {
    try (SealedGroupStore store = open()) {
      assertFalse(store.isShared());
      assertThrows(StoreInUseException.class, this::open);
      assertThrows(StoreInUseException.class, () -> openShared());
      put(store, group(1), value(1));
    }
    try (SealedGroupStore store = openShared()) {
      assertTrue(store.isShared());
      assertThrows(StoreInUseException.class, this::open);
      assertArrayEquals(value(1), get(store, group(1)));
    }
    open().close();
  }

  @Test
  void theFile_isItsOwnersAlone() throws Exception {
    fill(1);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
  }

  @Test
  void aFileThatIsEmptyOrNoStore_isRefused_andLeft() throws Exception {
    Files.createFile(path());
    assertThrows(StoreFormatException.class, this::open);
    assertEquals(0, Files.size(path()));
    Files.writeString(path(), "Dear diary, today nothing happened that would be a database.");
    byte[] before = Files.readAllBytes(path());
    assertThrows(StoreException.class, this::open);
    assertArrayEquals(before, Files.readAllBytes(path()));
    Files.delete(path());
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + path())) {
      Sql.execute(other, "CREATE TABLE diary (day TEXT)");
    }
    assertThrows(StoreFormatException.class, this::open);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + path())) {
      assertEquals(
          List.of("diary"),
          Sql.list(
              Statements.of(other),
              result -> result.getString(1),
              "SELECT name FROM sqlite_master"));
    }
  }

  @Test
  void aTruncatedFile_isRefused_andLeft() throws Exception {
    fill(40);
    byte[] whole = Files.readAllBytes(path());
    for (int pages = 1; pages < whole.length / 4096; pages += 5) {
      byte[] cut = Arrays.copyOf(whole, pages * 4096 - 100);
      Files.write(path(), cut);
      assertThrows(StoreException.class, this::open);
      assertArrayEquals(cut, Files.readAllBytes(path()));
    }
    Files.write(path(), whole);
    assertEquals(40, readable());
  }

  @Test
  void aBitThatFlips_isNoticed_andTheRestIsRead() throws Exception {
    fill(40);
    byte[] whole = Files.readAllBytes(path());
    Random random = new Random(5);
    int readable = 0;
    int flips = 60;
    for (int i = 0; i < flips; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(path(), changed);
      readable += readable();
      assertArrayEquals(changed, Files.readAllBytes(path()));
    }
    assertTrue(readable > flips * 40 * 8 / 10, "of " + flips * 40 + " only " + readable);
  }

  /** How many groups can be read; none is read wrong, and failures are typed. */
  private int readable() {
    int readable = 0;
    try (SealedGroupStore store = open()) {
      for (int i = 0; i < 40; i++) {
        try {
          assertArrayEquals(value(i), get(store, group(i)));
          readable++;
        } catch (StoreException e) {
          // typed
        } catch (java.util.NoSuchElementException e) {
          // the group is not found: its name or kind was changed
        }
      }
    } catch (StoreException e) {
      // typed: nothing can be read
    }
    return readable;
  }

  @Test
  void aFileThatMayNotBeWritten_isReadAndStays() throws Exception {
    fill(1);
    byte[] before = Files.readAllBytes(path());
    try (SealedGroupStore store = new ReadOnly(path()).open()) {
      assertArrayEquals(value(0), get(store, group(0)));
      assertThrows(StoreReadOnlyException.class, () -> put(store, group(0), value(7)));
      assertArrayEquals(value(0), get(store, group(0)));
    }
    assertArrayEquals(before, Files.readAllBytes(path()));
  }

  /** Root may write any file, so SQLite is told: mode=ro is what a read-only file comes to. */
  private record ReadOnly(Path path) {
    SealedGroupStore open() throws Exception {
      SqliteDatabase database =
          new SqliteDatabase(
              Path.of("file:" + path + "?mode=ro"),
              SqliteOptions.DEFAULT,
              SqliteDatabase.FORMATS,
              null);
      return SealedGroupStore.open(
          database, false, "", List.of(Keys.FIRST), new java.security.SecureRandom());
    }
  }

  @Test
  void aFullDisk_isTyped_andNothingIsLost() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()) != 0) {
      NotRun.because("a full disk: a file system of 1 MiB cannot be mounted here");
    }
    try {
      Path path = small.resolve("groups.sqlite");
      int written = 0;
      try (SealedGroupStore store = SqliteGroupStore.open(path, Keys.FIRST)) {
        StoreException full = null;
        while (full == null) {
          try {
            put(store, group(written), new byte[20_000]);
            written++;
          } catch (StoreException e) {
            full = e;
          }
        }
        assertEquals(StoreFullException.class, full.getClass(), full.toString());
        assertTrue(written > 5);
        for (int i = 0; i < written; i++) {
          assertArrayEquals(new byte[20_000], get(store, group(i)));
        }
      }
      try (SealedGroupStore store = SqliteGroupStore.open(path, Keys.FIRST)) {
        for (int i = 0; i < written; i++) {
          assertArrayEquals(new byte[20_000], get(store, group(i)));
        }
      }
    } finally {
      run("umount", small.toString());
    }
  }

  @Test
  void aRestoredCopy_isKnownForOld_untilItIsHandled() throws Exception {
    Counter counter = new Counter();
    Path copy = folder.resolve("copy");
    fill(1);
    try (SealedGroupStore store = open()) {
      assertEquals(RollbackState.NOT_DETECTABLE, store.rollbackState());
      assertEquals(RollbackState.NOT_SEEN, store.guardBy(counter));
    }
    Files.copy(path(), copy);
    try (SealedGroupStore store = open()) {
      assertEquals(RollbackState.NOT_SEEN, store.guardBy(counter));
      put(store, group(0), value(9));
      store.reseal(Keys.FIRST, (done, total) -> {});
      assertEquals(RollbackState.NOT_SEEN, store.guardBy(counter));
    }
    Files.copy(copy, path(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (SealedGroupStore store = open()) {
      assertEquals(RollbackState.RESTORED, store.guardBy(counter));
    }
    try (SealedGroupStore store = open()) {
      assertEquals(RollbackState.RESTORED, store.guardBy(counter), "also after the next start");
      store.restoredIsHandled();
      assertEquals(RollbackState.NOT_SEEN, store.rollbackState());
    }
    try (SealedGroupStore store = open()) {
      assertEquals(RollbackState.NOT_SEEN, store.guardBy(counter));
    }
  }

  @Test
  void aCrashBetweenStoreAndCounter_isNoRollback() {
    Counter counter = new Counter();
    try (SealedGroupStore store = open()) {
      store.guardBy(counter);
      counter.dead = true;
      assertThrows(IllegalStateException.class, () -> store.guardBy(counter));
      counter.dead = false;
      assertEquals(RollbackState.NOT_SEEN, store.guardBy(counter));
    }
  }

  @Test
  void aMarkThatWasChanged_isNoticed() throws Exception {
    try (SealedGroupStore store = open()) {
      store.guardBy(new Counter());
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path())) {
      Sql.run(
          Statements.of(connection), "UPDATE claviger_store SET guard = zeroblob(length(guard))");
    }
    try (SealedGroupStore store = open()) {
      assertThrows(StoreException.class, () -> store.guardBy(new Counter()));
      put(store, group(0), value(1));
      assertTrue(store.stamp(group(0)).orElseThrow().restored(), "it is read, and not sent from");
    }
  }

  private static int run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void theLog_comesAndGoesByChoice_andNothingIsLost() throws Exception {
    fill(3);
    Path log = folder.resolve("groups.sqlite-wal");
    try (SealedGroupStore store = SqliteGroupStore.open(path(), WITH_LOG, Keys.FIRST)) {
      put(store, group(0), value(9));
      assertTrue(Files.exists(log));
    }
    assertFalse(Files.exists(log), "who closes last, takes it away");
    try (SealedGroupStore store = open()) {
      put(store, group(1), value(8));
      assertFalse(Files.exists(log));
      assertArrayEquals(value(9), get(store, group(0)));
      assertArrayEquals(value(8), get(store, group(1)));
      assertArrayEquals(value(2), get(store, group(2)));
    }
  }

  @Test
  void whoSharesAFile_sharesTheChoiceOfALog() {
    try (SealedGroupStore store =
        SqliteGroupStore.open(path(), WITH_LOG.forSharing(), Keys.FIRST)) {
      put(store, group(0), value(1));
      assertThrows(StoreInUseException.class, this::openShared);
      assertArrayEquals(value(1), get(store, group(0)));
    }
    try (SealedGroupStore store = openShared()) {
      assertThrows(
          StoreInUseException.class,
          () -> SqliteGroupStore.open(path(), WITH_LOG.forSharing(), Keys.FIRST));
      assertArrayEquals(value(1), get(store, group(0)));
    }
  }

  /** Who reads keeps the log from being emptied, and keeps nobody from writing. */
  @Test
  void aLogThatIsRead_isEmptiedAfterwards() throws Exception {
    Path log = folder.resolve("groups.sqlite-wal");
    try (SealedGroupStore store = SqliteGroupStore.open(path(), WITH_LOG, Keys.FIRST);
        Connection reader = DriverManager.getConnection("jdbc:sqlite:" + path())) {
      put(store, group(0), value(1));
      reader.setAutoCommit(false);
      StoredScope.find(Statements.of(reader), 1, group(0), "");
      put(store, group(0), value(2));
      Thread.sleep(10 * WITH_LOG.deletedWithin().toMillis());
      assertTrue(Files.size(log) > 0);
      assertArrayEquals(value(2), get(store, group(0)));
      reader.rollback();
      awaitEmpty(log);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5})
  void whoJoinsAnApplicationsTransaction_isTheWriterFromThereOn(long millis) throws Exception {
    SqliteOptions options = SqliteOptions.DEFAULT.deletingWithin(Duration.ofMillis(millis));
    try (SealedGroupStore store = SqliteGroupStore.open(path(), options, Keys.FIRST);
        Connection first = application();
        Connection second = application()) {
      try (Joined joined = store.within(first)) {
        ExecutorService another = Executors.newSingleThreadExecutor();
        try {
          another
              .submit(() -> assertThrows(StoreConflictException.class, () -> store.within(second)))
              .get(20, TimeUnit.SECONDS);
        } finally {
          another.shutdown();
        }
        put(store, group(0), value(1));
        first.commit();
        joined.committed();
      }
      assertArrayEquals(value(1), get(store, group(0)));
    }
  }

  /** One that does not wait for others. */
  private Connection application() throws Exception {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path());
    SqliteGroupStore.prepare(connection);
    Sql.execute(connection, "PRAGMA busy_timeout = 0");
    connection.setAutoCommit(false);
    return connection;
  }

  private static void awaitEmpty(Path log) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (Files.size(log) > 0) {
      assertTrue(System.nanoTime() < end, "the log is not emptied");
      Thread.sleep(5);
    }
  }

  @Test
  void whatWasDeletedOrOverwritten_isNotInTheFiles_notEvenSealed() throws Exception {
    searchForWhatWasDeleted(SqliteOptions.DEFAULT);
  }

  @Test
  void withALog_itIsNotInTheFilesOnceThatIsEmptied() throws Exception {
    searchForWhatWasDeleted(WITH_LOG);
  }

  /**
   * Each value of a slot is looked for as it was sealed: whoever gets the sealing key later finds
   * no row that was deleted before.
   */
  private void searchForWhatWasDeleted(SqliteOptions options) throws Exception {
    Random random = new Random(11);
    java.util.Set<Bytes> gone = new java.util.HashSet<>();
    java.util.Set<Bytes> live = java.util.Set.of();
    StoreScope scope = group(0);
    try (SealedGroupStore store = SqliteGroupStore.open(path(), options, Keys.FIRST);
        Connection reader = DriverManager.getConnection("jdbc:sqlite:" + path())) {
      for (int i = 0; i < 250; i++) {
        boolean all = i % 97 == 96;
        int changes = 1 + random.nextInt(i % 20 == 0 ? 150 : 6);
        store.transact(
            List.of(scope),
            transaction -> {
              if (all) {
                transaction.deleteAll(scope);
              }
              for (int j = 0; j < changes; j++) {
                RowKey key = new RowKey(1, random.nextInt(3), random.nextInt(150));
                if (random.nextInt(3) == 0) {
                  transaction.delete(scope, key);
                } else {
                  byte[] value = new byte[random.nextInt(random.nextBoolean() ? 90 : 7000)];
                  transaction.put(scope, key, Secret.wrap(value));
                }
              }
              return null;
            });
        java.util.Set<Bytes> now = new java.util.HashSet<>();
        StoredScope.find(Statements.of(reader), 1, scope, "")
            .ifPresent(
                there -> all(reader, there.id()).values().forEach(v -> now.addAll(marks(v))));
        live.stream().filter(mark -> !now.contains(mark)).forEach(gone::add);
        live = now;
        if (i % 25 == 24) {
          if (options.hasLog()) {
            awaitEmpty(folder.resolve("groups.sqlite-wal"));
          }
          assertNoneIsFound(gone);
        }
      }
    }
    assertNoneIsFound(gone);
    assertTrue(gone.size() > 500);
  }

  private static Map<RowKey, byte[]> all(Connection reader, long scope) {
    try {
      return new SlotRows().all(Statements.of(reader), scope);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The first bytes after the nonce, some in the middle and the last are enough to know it by. A
   * nonce begins as others of its transaction do.
   */
  private static List<Bytes> marks(byte[] sealed) {
    return List.of(
        Bytes.copyOf(sealed, 24, 12),
        Bytes.copyOf(sealed, sealed.length / 2 - 6, 12),
        Bytes.copyOf(sealed, sealed.length - 12, 12));
  }

  private void assertNoneIsFound(java.util.Set<Bytes> gone) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (int i = 0; i + 12 <= content.length(); i++) {
          byte[] there = content.substring(i, i + 12).getBytes(StandardCharsets.ISO_8859_1);
          assertFalse(gone.contains(Bytes.wrap(there)), () -> file + " holds a deleted row");
        }
      }
    }
  }
}
