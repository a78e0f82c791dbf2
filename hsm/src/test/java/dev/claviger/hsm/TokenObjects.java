package dev.claviger.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How many lasting objects all of SoftHSM's tokens hold: it keeps each in a file. */
final class TokenObjects {
  private TokenObjects() {}

  static long count() {
    Path folder = SoftHsm.require().configuration().resolveSibling("tokens");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".object") && !name.equals("token.object"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
