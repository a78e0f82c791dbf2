package dev.claviger.crypto.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** A PIN or a passphrase in a file that nobody but its owner can read. */
public final class OwnersFile {
  private static final int MOST_BYTES = 1024;
  private static final Set<PosixFilePermission> ALLOWED =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private OwnersFile() {}

  /** What speaks against a file; the message goes on from the file's name. */
  public static final class UnsafeException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsafeException(String message) {
      super(message);
    }
  }

  /**
   * The first line.
   *
   * @return a new array, for the caller to wipe
   * @throws UnsafeException if the file has any access bit beyond 0600, belongs to another user, is
   *     no regular file or too long, or has nothing on its first line
   * @throws IOException if it cannot be read
   */
  public static char[] firstLine(Path path) throws IOException {
    byte[] bytes = read(path);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
      int end = 0;
      while (end < text.position() && text.get(end) != '\n' && text.get(end) != '\r') {
        end++;
      }
      if (end == 0) {
        throw new UnsafeException("has nothing on its first line; write it there");
      }
      return Arrays.copyOf(text.array(), end);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text.array(), '\0');
    }
  }

  private static byte[] read(Path path) throws IOException {
    checkAccess(path);
    if (Files.size(path) > MOST_BYTES) {
      throw new UnsafeException("has more than " + MOST_BYTES + " bytes, so it is not the file");
    }
    return Files.readAllBytes(path);
  }

  private static void checkAccess(Path path) throws IOException {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, PosixFileAttributes.class);
    } catch (UnsupportedOperationException e) {
      throw new UnsafeException(
          "is on a file system without POSIX permissions to check; use a callback");
    }
    if (!attributes.isRegularFile()) {
      throw new UnsafeException("is not a regular file");
    }
    if (!ALLOWED.containsAll(attributes.permissions())) {
      throw new UnsafeException(
          "can be read, written or run by others than its owner; chmod 600 it");
    }
    String user = System.getProperty("user.name");
    if (!attributes.owner().getName().equals(user)) {
      throw new UnsafeException(
          "belongs to " + attributes.owner().getName() + " and not to " + user + "; chown it");
    }
  }
}
