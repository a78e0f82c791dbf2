package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RulesCommandTest {
  @Test
  void pageIsWhatTheRulesAndTheirTestsSay() throws IOException {
    CommandRun run = CommandRun.of("rules", "../mls/src/test/java");
    assertEquals(0, run.exit(), run.err());
    assertEquals(
        run.out(),
        Files.readString(Path.of("../docs/validation.md")),
        "docs/validation.md is old: ./claviger rules > docs/validation.md");
    assertFalse(run.out().contains("`<br> |"), "a rule without a test");
  }
}
