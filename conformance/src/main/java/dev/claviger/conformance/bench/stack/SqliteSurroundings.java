package dev.claviger.conformance.bench.stack;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.keystore.sealed.SqliteGroupStore;
import dev.claviger.keystore.sealed.SqliteOptions;
import dev.claviger.mls.spi.GroupStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Software keys in memory, and a sealed SQLite file for each client, in the temporary folder. */
public final class SqliteSurroundings implements Surroundings {
  private static final int KEY_LENGTH = 32;

  private final KeyVault vault = SoftwareVault.create();
  private final Aead sealingKey = sealingKey();
  private final RowCount rows = new RowCount();
  private final SqliteOptions options;
  private final Path folder;
  private int files;

  /**
   * @param deletedWithin as {@link SqliteOptions} has it
   */
  public SqliteSurroundings(Duration deletedWithin) {
    options = SqliteOptions.DEFAULT.deletingWithin(deletedWithin);
    try {
      folder = Files.createTempDirectory("claviger-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public KeyVault vault() {
    return vault;
  }

  @Override
  public Optional<GroupStore> newStore() {
    Path file = folder.resolve(files++ + ".db");
    return Optional.of(rows.of(SqliteGroupStore.open(file, options, sealingKey)));
  }

  @Override
  public Usage usage() {
    return rows.usage();
  }

  @Override
  public String description() {
    return "software keys in memory, state in a sealed SQLite file each, "
        + (options.deletedWithin().isZero()
            ? "with a rollback journal: what is deleted is gone at once"
            : "with a write-ahead log: what is deleted is gone within "
                + options.deletedWithin().toMillis()
                + " ms");
  }

  private static Aead sealingKey() {
    try {
      return new AesGcmJce(new byte[KEY_LENGTH]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
