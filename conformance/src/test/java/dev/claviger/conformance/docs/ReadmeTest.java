package dev.claviger.conformance.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path EXAMPLES =
      MODULE.resolve("src/test/java/dev/claviger/conformance/docs");

  @ParameterizedTest
  @CsvSource({"usage, UsageExampleTest", "two tokens, TwoTokensExampleTest"})
  void theReadmeShowsTheExampleThatPasses(String name, String test) throws IOException {
    String source = Files.readString(EXAMPLES.resolve(test + ".java"));
    String start = "// region " + name + "\n";
    String region =
        source.substring(
            source.indexOf(start) + start.length(), source.indexOf("    // endregion"));
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
