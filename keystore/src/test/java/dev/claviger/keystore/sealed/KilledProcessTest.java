package dev.claviger.keystore.sealed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.mls.spi.GroupStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that are killed (SIGKILL) while each of their threads changes a store of its own: all
 * that was acknowledged is there, and no transaction in part. {@code -Dclaviger.kills=N} kills so
 * many processes instead of a few; each counts for as many stores as it has.
 */
final class KilledProcessTest {
  private static final int STORES = 12;
  private static final int KILLS = Integer.getInteger("claviger.kills", 8);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", StoreDriver.LOG})
  void sqlite_keepsWhatWasAcknowledged_andNothingByHalves(String log) throws Exception {
    String target = log + folder;
    kill("SQLite " + log, target, KILLS, number -> StoreDriver.open(target, number, false));
  }

  @Test
  void postgres_keepsWhatWasAcknowledged_andNothingByHalves() throws Exception {
    String url = Postgres.require().newDatabase();
    kill(
        "PostgreSQL",
        url,
        Math.max(3, KILLS / 3),
        number ->
            PostgresGroupStore.open(
                url, Postgres.require().properties(), "client" + number, Keys.FIRST));
  }

  private static void kill(
      String database, String target, int kills, IntFunction<GroupStore> opener) throws Exception {
    long seed = Long.getLong("claviger.seed", 1);
    Random random = new Random(seed);
    long[] last = new long[STORES];
    long transactions = 0;
    for (int kill = 0; kill < kills; kill++) {
      Process process = StoreDriver.start("write", target, STORES, random.nextLong());
      long[] acknowledged = last.clone();
      int before = random.nextInt(kill == 0 ? 1 : 300);
      readAcknowledged(process, acknowledged, before, random);
      process.waitFor();
      for (int store = 0; store < STORES; store++) {
        try (GroupStore open = opener.apply(store)) {
          long there = StoreDriver.check(open);
          String where = database + " store " + store + ", kill " + kill + ", seed " + seed;
          assertTrue(there >= acknowledged[store], where + ": acknowledged and lost");
          assertTrue(there <= acknowledged[store] + 1, where + ": more than one unacknowledged");
          transactions += there - last[store];
          last[store] = there;
        }
      }
    }
    System.out.println(
        database
            + ": "
            + kills
            + " kills of "
            + STORES
            + " stores, "
            + transactions
            + " transactions");
    assertTrue(Arrays.stream(last).sum() == transactions && transactions > 0);
  }

  /** Kills the process a random while after so many acknowledgements, and reads what it said. */
  private static void readAcknowledged(
      Process process, long[] acknowledged, int before, Random random) throws IOException {
    int lines = 0;
    try (BufferedReader reader = process.inputReader()) {
      String line;
      while ((line = reader.readLine()) != null) {
        if (lines++ == before) {
          java.util.concurrent.locks.LockSupport.parkNanos(random.nextInt(20_000_000));
          process.toHandle().destroyForcibly();
        }
        int space = line.indexOf(' ');
        if (space > 0) {
          acknowledged[Integer.parseInt(line.substring(0, space))] =
              Long.parseLong(line.substring(space + 1));
        }
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", StoreDriver.LOG})
  void processesThatShareASqliteFile_loseNoCount(String log) throws Exception {
    countTogether(log + folder, 40);
    try (GroupStore store = StoreDriver.open(log + folder, 0, true)) {
      assertEquals(80, counted(store));
    }
  }

  @ParameterizedTest
  @CsvSource({"'',log:", "log:,''"})
  void ofProcessesThatShareASqliteFile_noneHasALogThatTheOthersHaveNot(String here, String there)
      throws Exception {
    Process other = StoreDriver.start("hold", there + folder, 1, 1);
    try (BufferedReader told = other.inputReader()) {
      assertEquals("true", told.readLine());
      StoreDriver.open(there + folder, 0, true).close();
      assertThrows(StoreInUseException.class, () -> StoreDriver.open(here + folder, 0, true));
      other.outputWriter().close();
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
    } finally {
      other.destroyForcibly();
    }
    StoreDriver.open(here + folder, 0, true).close();
  }

  @Test
  void processesThatShareAPostgres_loseNoCount() throws Exception {
    String url = Postgres.require().newDatabase();
    countTogether(url, 40);
    try (GroupStore store =
        PostgresGroupStore.open(url, Postgres.require().properties(), "client0", Keys.FIRST)) {
      assertEquals(80, counted(store));
    }
  }

  private static void countTogether(String target, int each) throws Exception {
    Process first = StoreDriver.start("count", target, each, 1);
    Process second = StoreDriver.start("count", target, each, 2);
    for (Process one : new Process[] {first, second}) {
      if (!one.waitFor(120, TimeUnit.SECONDS)) {
        one.destroyForcibly();
      }
    }
    assertEquals(0, first.exitValue());
    assertEquals(0, second.exitValue());
  }

  private static long counted(GroupStore store) {
    return store.transact(
        java.util.List.of(StoreDriver.ONE),
        transaction ->
            transaction
                .row(StoreDriver.ONE, StoreDriver.NUMBER)
                .map(StoreDriver::number)
                .orElse(0L));
  }
}
