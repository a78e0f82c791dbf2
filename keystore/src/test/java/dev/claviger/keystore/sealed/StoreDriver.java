package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;

/**
 * A process of its own that uses stores: {@code write} has a thread for each store change it, with
 * a number of its own for each transaction in several rows of two scopes, and says each number once
 * it is committed; {@code count} counts in one row, beside others that do; {@code hold} has one
 * open, says so, and closes it when its input ends.
 */
final class StoreDriver {
  static final StoreScope ONE = new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("one"));
  static final StoreScope TWO = new StoreScope(StoreScope.Kind.GROUP, Bytes.utf8("two"));
  static final RowKey NUMBER = new RowKey(1, 0, 0);

  /** Before a folder: SQLite with a write-ahead log. */
  static final String LOG = "log:";

  private static final int ROWS = 40;

  private StoreDriver() {}

  /** Starts it; its output is the numbers, its errors are this process's. */
  static Process start(String what, String target, int count, long seed) throws IOException {
    Properties login =
        target.startsWith("jdbc:") ? Postgres.require().properties() : new Properties();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", classPath(), StoreDriver.class.getName()));
    command.addAll(List.of(what, target, "" + count, "" + seed));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DRIVER_USER", login.getProperty("user", ""));
    builder.environment().put("DRIVER_PASSWORD", login.getProperty("password", ""));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The modules of this process are its class path there. */
  private static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    String tests =
        Path.of(StoreDriver.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .resolveSibling("test-classes")
            .toString();
    return String.join(
        File.pathSeparator, tests, modules, System.getProperty("java.class.path", ""));
  }

  public static void main(String[] arguments) throws Exception {
    String target = arguments[1];
    int count = Integer.parseInt(arguments[2]);
    long seed = Long.parseLong(arguments[3]);
    if (arguments[0].equals("count")) {
      try (GroupStore store = open(target, 0, true)) {
        for (int i = 0; i < count; i++) {
          count(store);
        }
      }
      return;
    }
    if (arguments[0].equals("hold")) {
      try (GroupStore store = open(target, 0, true)) {
        System.out.println(store.isShared());
        System.out.flush();
        System.in.read();
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int number = i;
      new Thread(() -> write(target, number, new Random(seed + number))).start();
    }
  }

  static GroupStore open(String target, int number, boolean shared) {
    if (target.startsWith("jdbc:")) {
      Properties login = new Properties();
      login.setProperty("user", System.getenv("DRIVER_USER"));
      login.setProperty("password", System.getenv("DRIVER_PASSWORD"));
      return PostgresGroupStore.open(target, login, "client" + number, Keys.FIRST);
    }
    boolean hasLog = target.startsWith(LOG);
    Path folder = Path.of(hasLog ? target.substring(LOG.length()) : target);
    SqliteOptions options =
        new SqliteOptions(shared, hasLog ? Duration.ofMillis(10) : Duration.ZERO);
    return SqliteGroupStore.open(folder.resolve("store" + number + ".sqlite"), options, Keys.FIRST);
  }

  private static void count(GroupStore store) {
    while (true) {
      try {
        store.transact(
            List.of(ONE),
            transaction -> {
              long before = transaction.row(ONE, NUMBER).map(StoreDriver::number).orElse(0L);
              transaction.put(ONE, NUMBER, secret(before + 1, 0));
              return null;
            });
        return;
      } catch (StoreConflictException e) {
        // another process was faster
      }
    }
  }

  private static void write(String target, int store, Random random) {
    try (GroupStore open = open(target, store, false)) {
      while (true) {
        long number =
            open.transact(
                List.of(ONE, TWO),
                transaction -> {
                  long next = transaction.row(ONE, NUMBER).map(StoreDriver::number).orElse(0L) + 1;
                  change(transaction, next, random);
                  return next;
                });
        synchronized (System.out) {
          System.out.println(store + " " + number);
          System.out.flush();
        }
      }
    }
  }

  /**
   * The number goes to the first row of both scopes, and to the rows that it names: so many, from a
   * place that follows from it. Others are deleted, and now and then a whole scope.
   */
  private static void change(StoreTransaction transaction, long number, Random random) {
    if (number % 13 == 0) {
      transaction.deleteAll(TWO);
    }
    for (StoreScope scope : List.of(ONE, TWO)) {
      transaction.put(scope, NUMBER, secret(number, 0));
      for (int i = 0; i < 6; i++) {
        int index = (int) ((number * 7 + i) % ROWS);
        if (i == 5) {
          transaction.delete(scope, new RowKey(2, 0, index));
        } else {
          transaction.put(scope, new RowKey(2, 0, index), secret(number, random.nextInt(3000)));
        }
      }
    }
    transaction.renew(ONE);
  }

  /**
   * The last number that was committed.
   *
   * @throws AssertionError if a transaction is there in part
   */
  static long check(GroupStore store) {
    return store.transact(
        List.of(ONE, TWO),
        transaction -> {
          long number = transaction.row(ONE, NUMBER).map(StoreDriver::number).orElse(0L);
          for (StoreScope scope : List.of(ONE, TWO)) {
            // reads all rows, and so checks their digest
            transaction.rows(scope).forEach(row -> row.value().destroy());
            long here = transaction.row(scope, NUMBER).map(StoreDriver::number).orElse(0L);
            require(here == number, "scopes differ");
            for (int i = 0; number > 0 && i < 6; i++) {
              int index = (int) ((number * 7 + i) % ROWS);
              Optional<Long> row =
                  transaction.row(scope, new RowKey(2, 0, index)).map(StoreDriver::number);
              require(row.equals(i == 5 ? Optional.empty() : Optional.of(number)), "half written");
            }
          }
          return number;
        });
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private static Secret secret(long number, int padding) {
    return Secret.copyOf(Bytes.utf8(number + " " + "x".repeat(padding)));
  }

  static long number(Secret value) {
    String text = new String(value.expose(), StandardCharsets.UTF_8);
    return Long.parseLong(text.substring(0, text.indexOf(' ')));
  }
}
