package dev.claviger.keystore.sealed;

import com.google.crypto.tink.Aead;
import dev.claviger.mls.spi.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Sealed stores in SQLite: one client, one file. */
public final class SqliteGroupStore {
  private static final String CLIENT = "";

  private SqliteGroupStore() {}

  /**
   * Opens a store that no other process may open meanwhile, and makes it if there is no such file.
   * Beside the file there will be its journal, or its log and the index of that, and a lock.
   *
   * @param sealingKey seals the store's data key, and is asked for nothing else
   * @param formerKeys that may be needed while the store is being resealed
   * @throws StoreInUseException if it is open elsewhere, unless both share it and its log
   * @throws SealingKeyException if no key opens it
   * @throws StoreFormatException if the file is not a store, or of a later version
   */
  public static SealedGroupStore open(Path path, Aead sealingKey, Aead... formerKeys) {
    return open(path, SqliteOptions.DEFAULT, sealingKey, formerKeys);
  }

  /** The same for a store that is shared, or has a write-ahead log. */
  public static SealedGroupStore open(
      Path path, SqliteOptions options, Aead sealingKey, Aead... formerKeys) {
    return open(path, options, SqliteDatabase.FORMATS, sealingKey, formerKeys);
  }

  /**
   * Sets up the application's own connection to the same file, so that it may be given to {@link
   * SealedGroupStore#within}: what is deleted is overwritten, and a commit is durable. Not within a
   * transaction.
   */
  public static void prepare(Connection connection) throws SQLException {
    SqliteDatabase.prepare(connection);
  }

  static SealedGroupStore open(
      Path given,
      SqliteOptions options,
      List<List<String>> formats,
      Aead sealingKey,
      Aead... formerKeys) {
    List<Aead> keys = new java.util.ArrayList<>(List.of(sealingKey));
    keys.addAll(List.of(formerKeys));
    SecureRandom random = new SecureRandom();
    StoreFileLock lock = null;
    SqliteDatabase database = null;
    try {
      Path path = given.toAbsolutePath().getParent().toRealPath().resolve(given.getFileName());
      lock = StoreFileLock.take(path, options);
      lock.alone(
          () -> {
            if (!Files.exists(path)) {
              make(path, formats, keys, random);
            }
          });
      if (Files.size(path) == 0) {
        throw new StoreFormatException(path + " is empty; a store never is");
      }
      database = new SqliteDatabase(path, options, formats, lock);
      SealedGroupStore store = SealedGroupStore.open(database, false, CLIENT, keys, random);
      database = null;
      lock = null;
      return store;
    } catch (IOException e) {
      throw new StoreException("the file of the store cannot be opened", e);
    } catch (SQLException e) {
      throw new StoreFormatException("the file cannot be opened as a store", e);
    } finally {
      if (database != null) {
        database.close();
      } else if (lock != null) {
        lock.close();
      }
    }
  }

  /** Makes it under another name, so that a file of that name is always a whole store. */
  private static void make(
      Path path, List<List<String>> formats, List<Aead> keys, SecureRandom random)
      throws IOException, SQLException {
    Path folder = path.getParent();
    Path unfinished = folder.resolve(path.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.deleteIfExists(folder.resolve(unfinished.getFileName() + "-journal"));
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    try (SqliteDatabase database =
        new SqliteDatabase(unfinished, SqliteOptions.DEFAULT, formats, null)) {
      new Schema(database).make(CLIENT, keys, random);
    }
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(folder.resolve(unfinished.getFileName() + "-journal"));
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }
}
