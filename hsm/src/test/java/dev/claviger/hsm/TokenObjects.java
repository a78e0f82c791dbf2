package dev.claviger.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How many lasting objects all of SoftHSM's tokens hold: it keeps each in a file. */
final class TokenObjects {
  private TokenObjects() {}

  static long count() {
    return countIn(tokens());
  }

  /** Of one token. A label fills 32 bytes, as PKCS#11 has it. */
  static long count(String label) {
    try (Stream<Path> tokens = Files.list(tokens())) {
      String padded = String.format("%-32s", label);
      return countIn(tokens.filter(token -> bears(token, padded)).findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path tokens() {
    return SoftHsm.require().configuration().resolveSibling("tokens");
  }

  private static boolean bears(Path token, String label) {
    try {
      return Files.readString(token.resolve("token.object"), StandardCharsets.ISO_8859_1)
          .contains(label);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long countIn(Path folder) {
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
