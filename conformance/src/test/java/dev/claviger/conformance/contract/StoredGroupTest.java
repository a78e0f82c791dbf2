package dev.claviger.conformance.contract;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.keystore.sealed.SqliteGroupStore;
import dev.claviger.mls.spi.GroupStore;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that groups do, of clients that are stored in a SQLite file each: the same, with as many uses
 * of keys.
 */
final class StoredGroupTest extends GroupContract {
  private final AtomicInteger files = new AtomicInteger();

  @TempDir Path folder;

  StoredGroupTest() {
    super(new SoftwareBackend());
  }

  @Override
  List<CipherSuiteId> suites() {
    return twoSuites();
  }

  @Override
  Optional<GroupStore> newStore() {
    Path file = folder.resolve("client" + files.incrementAndGet() + ".sqlite");
    return Optional.of(SqliteGroupStore.open(file, sealingKey()));
  }

  private static Aead sealingKey() {
    try {
      return new AesGcmJce(new byte[32]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
