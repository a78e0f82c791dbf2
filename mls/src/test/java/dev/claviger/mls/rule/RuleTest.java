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
  void everyRuleHasATest() throws IOException {
    String tests = sources(Path.of("src", "test", "java"));
    assertEquals(List.of(), rulesWithout(rule -> isTested(rule, tests)));
  }

  @Test
  void everyRuleThatIsNotKeptIsEnforcedSomewhere() throws IOException {
    String main = sources(Path.of("src", "main", "java"));
    assertEquals(
        List.of(),
        rulesWithout(
            rule ->
                rule.isKept() != Pattern.compile("Rule\\." + rule + "\\b").matcher(main).find()));
  }

  @Test
  void everyRuleCitesItsSection() {
    for (Rule rule : Rule.values()) {
      assertTrue(rule.section().matches("§\\d+(\\.\\d+)*"), rule::toString);
    }
  }

  /** By a breach that is refused, or by a test that shows it kept. */
  private static boolean isTested(Rule rule, String tests) {
    String how = rule.isKept() ? "@Keeps\\([^)]*Rule\\." : "Refused\\(\\s*Rule\\.";
    return Pattern.compile(how + rule + "\\b").matcher(tests).find();
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
