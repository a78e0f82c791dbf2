package dev.claviger.mls.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleTest {
  @Test
  void everyRuleHasANegativeTest() throws IOException {
    String tests = sources(Path.of("src", "test", "java"));
    assertEquals(
        List.of(),
        rulesWithout(
            rule -> Pattern.compile("Refused\\(\\s*Rule\\." + rule + "\\b").matcher(tests).find()));
  }

  @Test
  void everyRuleIsEnforcedSomewhere() throws IOException {
    String main = sources(Path.of("src", "main", "java"));
    assertEquals(List.of(), rulesWithout(rule -> main.contains("Rule." + rule)));
  }

  @Test
  void everyRuleCitesItsSection() {
    for (Rule rule : Rule.values()) {
      assertTrue(rule.section().matches("§\\d+(\\.\\d+)*"), rule::toString);
    }
  }

  private static List<Rule> rulesWithout(java.util.function.Predicate<Rule> condition) {
    return Arrays.stream(Rule.values()).filter(condition.negate()).toList();
  }

  private static String sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
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
