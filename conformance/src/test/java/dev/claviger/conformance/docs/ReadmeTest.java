package dev.claviger.conformance.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path EXAMPLE =
      MODULE.resolve("src/test/java/dev/claviger/conformance/docs/UsageExampleTest.java");

  @Test
  void theReadmeShowsTheExampleThatPasses() throws IOException {
    String source = Files.readString(EXAMPLE);
    String region =
        source.substring(
            source.indexOf("// region usage\n") + "// region usage\n".length(),
            source.indexOf("    // endregion"));
    String readme = Files.readString(MODULE.resolve("../README.md"));

    assertTrue(
        readme.contains(region.stripTrailing().stripIndent()),
        "README.md does not show:\n" + region);
  }

  @Test
  void theReadmesLinksLeadSomewhere() throws IOException {
    String readme = Files.readString(MODULE.resolve("../README.md"));
    String dead =
        java.util.regex.Pattern.compile("]\\(([^):#]+)\\)")
            .matcher(readme)
            .results()
            .map(link -> link.group(1))
            .filter(link -> !Files.exists(MODULE.resolve("..").resolve(link)))
            .collect(Collectors.joining(", "));

    assertTrue(dead.isEmpty(), dead);
  }
}
