package dev.claviger.hsm;

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
import java.util.Optional;
import java.util.Set;

/** A PIN in a file that nobody else can read. */
record PinFile(Path path) implements PinSource {
  private static final int MOST_BYTES = 1024;
  private static final Set<PosixFilePermission> ALLOWED =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  @Override
  public Optional<char[]> get() {
    byte[] bytes = read();
    CharBuffer text = CharBuffer.allocate(bytes.length);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
      int end = 0;
      while (end < text.position() && text.get(end) != '\n' && text.get(end) != '\r') {
        end++;
      }
      if (end == 0) {
        throw refused("has no PIN on its first line; write it there");
      }
      return Optional.of(Arrays.copyOf(text.array(), end));
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(text.array(), '\0');
    }
  }

  private byte[] read() {
    try {
      checkAccess();
      if (Files.size(path) > MOST_BYTES) {
        throw refused("has more than " + MOST_BYTES + " bytes, so it is no PIN file");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new PinException(
          PinException.Reason.FILE_UNREADABLE,
          "the PIN file " + path + " cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
  }

  private void checkAccess() throws IOException {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, PosixFileAttributes.class);
    } catch (UnsupportedOperationException e) {
      throw new PinException(
          PinException.Reason.FILE_UNSAFE,
          "the file system of the PIN file "
              + path
              + " has no POSIX permissions to check; use a callback (PinSource.of)",
          e);
    }
    if (!attributes.isRegularFile()) {
      throw refused("is not a regular file");
    }
    if (!ALLOWED.containsAll(attributes.permissions())) {
      throw refused("can be read, written or run by others than its owner; chmod 600 it");
    }
    String user = System.getProperty("user.name");
    if (!attributes.owner().getName().equals(user)) {
      throw refused(
          "belongs to " + attributes.owner().getName() + " and not to " + user + "; chown it");
    }
  }

  private PinException refused(String why) {
    return new PinException(
        PinException.Reason.FILE_UNSAFE, "the PIN file " + path + " " + why, null);
  }
}
