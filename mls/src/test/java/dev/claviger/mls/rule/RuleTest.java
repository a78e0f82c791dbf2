package dev.claviger.mls.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleTest {
  @Test
  void everyRuleHasANegativeTest() throws IOException {
    String tests = sources(Path.of("src", "test", "java"));
    List<Rule> without =
        Arrays.stream(Rule.values()).filter(rule -> !tests.contains("Rule." + rule + ",")).toList();
    assertEquals(List.of(), without);
  }

  @Test
  void everyRuleIsEnforcedSomewhere() throws IOException {
    String main = sources(Path.of("src", "main", "java"));
    List<Rule> without =
        Arrays.stream(Rule.values()).filter(rule -> !main.contains("Rule." + rule)).toList();
    assertEquals(List.of(), without);
  }

  @Test
  void everyRuleCitesItsSection() {
    for (Rule rule : Rule.values()) {
      assertTrue(rule.section().matches("§\\d+(\\.\\d+)*"), rule::toString);
    }
  }

  private static String sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith("RuleTest.java"))
          .map(RuleTest::read)
          .collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
