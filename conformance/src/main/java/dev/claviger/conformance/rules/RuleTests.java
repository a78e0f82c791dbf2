package dev.claviger.conformance.rules;

import dev.claviger.mls.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which test methods show each rule: found in their sources, where the rule is named. */
final class RuleTests {
  private static final Pattern METHOD = Pattern.compile("\n  void (\\w+)\\(");
  private static final Pattern REFUSAL = Pattern.compile("Refused\\(\\s*Rule\\.(\\w+)");
  private static final Pattern KEPT = Pattern.compile("@Keeps\\(([^)]*)\\)");
  private static final Pattern NAME = Pattern.compile("Rule\\.(\\w+)");

  private final Map<Rule, Set<String>> tests = new EnumMap<>(Rule.class);

  /**
   * @param root of the test sources
   */
  static RuleTests under(Path root) throws IOException {
    RuleTests found = new RuleTests();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().endsWith("Test.java")).sorted().toList()) {
        found.read(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
    return found;
  }

  /** As {@code Class.method}, in order. */
  List<String> of(Rule rule) {
    return List.copyOf(tests.getOrDefault(rule, Set.of()));
  }

  private void read(String type, String source) {
    Matcher refusal = REFUSAL.matcher(source);
    while (refusal.find()) {
      methodBefore(source, refusal.start(), type).add(refusal.group(1), this);
    }
    Matcher kept = KEPT.matcher(source);
    while (kept.find()) {
      Matcher method = METHOD.matcher(source);
      if (method.find(kept.end())) {
        Matcher name = NAME.matcher(kept.group(1));
        while (name.find()) {
          new TestMethod(type + "." + method.group(1)).add(name.group(1), this);
        }
      }
    }
  }

  private static TestMethod methodBefore(String source, int position, String type) {
    Matcher method = METHOD.matcher(source.substring(0, position));
    String name = type;
    while (method.find()) {
      name = type + "." + method.group(1);
    }
    return new TestMethod(name);
  }

  private record TestMethod(String name) {
    void add(String rule, RuleTests all) {
      all.tests.computeIfAbsent(Rule.valueOf(rule), r -> new TreeSet<>()).add(name);
    }
  }
}
