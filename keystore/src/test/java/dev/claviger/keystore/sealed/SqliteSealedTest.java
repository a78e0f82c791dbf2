package dev.claviger.keystore.sealed;

import com.google.crypto.tink.Aead;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class SqliteSealedTest extends SealedStoreContract {
  @TempDir Path folder;

  private Path path() {
    return folder.resolve("groups.sqlite");
  }

  @Override
  SealedGroupStore open(Aead key, Aead... former) {
    return SqliteGroupStore.open(path(), options().forSharing(), key, former);
  }

  SqliteOptions options() {
    return SqliteOptions.DEFAULT;
  }

  @Override
  Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path());
    SqliteGroupStore.prepare(connection);
    return connection;
  }

  @Override
  RowTable table() {
    return new SlotRows();
  }
}
