package dev.claviger.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.claviger.conformance.Loudly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of public vectors, which is not part of the project: tests read it where it is. */
final class VectorFolder {
  private static final Path ROOT =
      Path.of(System.getProperty("claviger.vectors", "../../shared/vectors"));

  private VectorFolder() {}

  /** Checks a file as the command does, and expects that many vectors passed and none failed. */
  static void assertPasses(String file, int passed, int notRun) {
    VectorFile vectors = read(file);
    Tally tally =
        VectorFormats.of(vectors)
            .orElseThrow(() -> new AssertionError("no format for " + file))
            .run(vectors);
    assertEquals(List.of(), tally.failures(), file);
    assertEquals(passed, tally.passed(), file + " passed");
    assertEquals(notRun, tally.notRun(), file + " not run");
  }

  /** Changes the text of a file before checking it, and expects vectors to fail. */
  static Tally runChanged(String file, java.util.function.UnaryOperator<String> change) {
    VectorFile original = read(file);
    VectorFile changed =
        VectorFiles.parse(original.name(), change.apply(original.root().toString()));
    assertFalse(changed.root().equals(original.root()), "nothing was changed");
    return VectorFormats.of(changed).orElseThrow().run(changed);
  }

  static VectorFile read(String file) {
    Path path = ROOT.resolve(file);
    if (!Files.isReadable(path)) {
      Loudly.notRun(
          file,
          "there are no vectors at "
              + path.toAbsolutePath()
              + "; -Dclaviger.vectors=DIR names them");
    }
    return VectorFile.read(path);
  }
}
