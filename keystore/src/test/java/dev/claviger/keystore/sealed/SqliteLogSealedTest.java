package dev.claviger.keystore.sealed;

import java.time.Duration;

/** The same with a write-ahead log that is emptied all the time. */
final class SqliteLogSealedTest extends SqliteSealedTest {
  @Override
  SqliteOptions options() {
    return SqliteOptions.DEFAULT.deletingWithin(Duration.ofMillis(2));
  }
}
