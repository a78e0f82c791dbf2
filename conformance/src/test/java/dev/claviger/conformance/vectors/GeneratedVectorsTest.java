package dev.claviger.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.generate.GeneratedVectors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Our own vectors: a copy is kept here, so that a machine that has nothing else checks every format
 * and every suite. After a change that is meant to change them: {@code ./claviger vectors generate
 * conformance/src/test/resources/vectors --seed 1}.
 */
final class GeneratedVectorsTest {
  private static final int FORMATS = 16;
  private static final long SEED = 1;

  @Test
  void keptCopy_passes() throws IOException {
    Tally total = new Tally();
    for (Path path : kept().values()) {
      VectorFile file = VectorFile.read(path);
      total.add(VectorFormats.of(file).orElseThrow().run(file));
    }
    assertEquals(List.of(), total.failures());
    assertEquals(0, total.notRun());
    assertTrue(total.passed() > FORMATS);
  }

  @Test
  void keptCopy_isWhatTheSeedGives() throws IOException {
    Map<String, String> generated = GeneratedVectors.generate(SEED);
    Map<String, Path> kept = kept();
    assertEquals(FORMATS, generated.size());
    assertEquals(kept.keySet(), generated.keySet());
    for (Map.Entry<String, Path> file : kept.entrySet()) {
      assertEquals(
          Files.readString(file.getValue(), StandardCharsets.UTF_8),
          generated.get(file.getKey()),
          file.getKey());
    }
  }

  private static Map<String, Path> kept() throws IOException {
    Path folder;
    try {
      folder = Path.of(GeneratedVectorsTest.class.getResource("/vectors").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(folder)) {
      list.forEach(path -> files.put(path.getFileName().toString(), path));
    }
    return files;
  }
}
