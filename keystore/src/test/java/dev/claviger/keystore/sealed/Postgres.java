package dev.claviger.keystore.sealed;

import com.google.crypto.tink.Aead;
import dev.claviger.keystore.scratch.ScratchPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** The one scratch server of this process, with a database for each test. */
final class Postgres {
  private static final Optional<ScratchPostgres> SERVER =
      ScratchPostgres.missing().isPresent()
          ? Optional.empty()
          : Optional.of(ScratchPostgres.start());

  private Postgres() {}

  /** The server, or a printed message and a test that did not run. */
  static ScratchPostgres require() {
    if (SERVER.isEmpty()) {
      NotRun.butUnderCi("no PostgreSQL: " + ScratchPostgres.missing().orElse("it did not start"));
    }
    return SERVER.orElseThrow();
  }

  static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, require().properties());
  }

  static SealedGroupStore open(String url, Aead key, Aead... former) {
    return PostgresGroupStore.open(url, require().properties(), "test", key, former);
  }
}
