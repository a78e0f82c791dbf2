package dev.claviger.hsm;

import dev.claviger.crypto.engine.OwnersFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A PIN in a file that nobody else can read. */
record PinFile(Path path) implements PinSource {
  @Override
  public Optional<char[]> get() {
    try {
      return Optional.of(OwnersFile.firstLine(path));
    } catch (OwnersFile.UnsafeException e) {
      throw new PinException(
          PinException.Reason.FILE_UNSAFE, "the PIN file " + path + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw new PinException(
          PinException.Reason.FILE_UNREADABLE,
          "the PIN file " + path + " cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
  }
}
