package dev.claviger.hsm.custody;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder with a file for each row, written whole or not at all ({@link WrappedKeyFile}). One
 * process has it at a time. Whoever can write to the folder can destroy keys, but not use, exchange
 * or read them. Thread-safe.
 */
public final class WrappedKeyFolder implements WrappedKeyStore, AutoCloseable {
  private static final String NAME = "name";
  private static final String LOCK = "lock";
  private static final String ROW = ".key";

  private final Path folder;
  private final boolean sync;
  private final FileChannel lock;
  private final String name;

  private WrappedKeyFolder(Path folder, boolean sync, FileChannel lock, String name) {
    this.folder = folder;
    this.sync = sync;
    this.lock = lock;
    this.name = name;
  }

  /**
   * Opens a folder, and makes it if it is not there.
   *
   * @param sync whether a row is on the disk before a method returns, so that it outlives a crash
   *     of the machine and not only one of the process
   * @throws VaultException if it cannot be opened, or is in use
   */
  public static WrappedKeyFolder open(Path folder, boolean sync) {
    FileChannel lock = null;
    try {
      Files.createDirectories(folder);
      lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      if (lock.tryLock() == null) {
        throw new VaultException(folder + " is in use by another process");
      }
      Path named = folder.resolve(NAME);
      if (!Files.exists(named)) {
        write(named, UUID.randomUUID().toString(), sync);
      }
      return new WrappedKeyFolder(folder, sync, lock, Files.readString(named).strip());
    } catch (IOException | OverlappingFileLockException e) {
      close(lock);
      throw new VaultException(folder + " could not be opened: " + e, e);
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void put(WrappedKey row) {
    if (Files.exists(file(row.ref()))) {
      throw new VaultException(row.ref() + " is there already; a key is put once");
    }
    write(row);
  }

  @Override
  public synchronized boolean replace(WrappedKey present, WrappedKey next) {
    if (!find(present.ref()).equals(Optional.of(present))) {
      return false;
    }
    write(next);
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws WrappedKeyException if the row is there but is none
   */
  @Override
  public Optional<WrappedKey> find(KeyRef ref) {
    try {
      WrappedKey row = WrappedKeyFile.parse(Files.readString(file(ref)));
      if (!row.ref().equals(ref)) {
        throw new WrappedKeyException(ref, "has the row of another key");
      }
      return Optional.of(row);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new WrappedKeyException(ref, "has a row that was changed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public synchronized boolean remove(KeyRef ref) {
    try {
      return Files.deleteIfExists(file(ref));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public List<WrappedKey> list() {
    List<WrappedKey> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(ROW)).toList()) {
        try {
          rows.add(WrappedKeyFile.parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
          // Removed since it was seen.
        } catch (IllegalArgumentException e) {
          throw new VaultException(file + " is no wrapped key: " + e.getMessage(), e);
        }
      }
      return rows;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Lets another process have the folder. */
  @Override
  public void close() {
    close(lock);
  }

  private void write(WrappedKey row) {
    try {
      write(file(row.ref()), WrappedKeyFile.format(row), sync);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Written beside and moved, so that there is the old file or the new one. */
  private static void write(Path file, String text, boolean sync) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(beside, text);
    if (sync) {
      sync(beside);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (sync) {
      sync(file.toAbsolutePath().getParent());
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path file(KeyRef ref) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(ref.toString().getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(hash) + ROW);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }

  private VaultException failed(IOException e) {
    return new VaultException(folder + " could not be read or written: " + e.getMessage(), e);
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new VaultException("the lock of a folder of keys could not be given back", e);
    }
  }
}
