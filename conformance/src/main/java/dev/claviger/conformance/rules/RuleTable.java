package dev.claviger.conformance.rules;

import dev.claviger.mls.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All rules by section, with their tests, in Markdown. */
public final class RuleTable {
  private static final int SECTION_DEPTH = 4;

  private final RuleTests tests;

  private RuleTable(RuleTests tests) {
    this.tests = tests;
  }

  /**
   * @param testSources the folder with the sources of the tests
   */
  public static RuleTable of(Path testSources) throws IOException {
    return new RuleTable(RuleTests.under(testSources));
  }

  /** How many rules there are of a kind. */
  public static long count(boolean kept) {
    return Arrays.stream(Rule.values()).filter(rule -> rule.isKept() == kept).count();
  }

  /**
   * @param kept those that bind only ourselves, or those whose breach is refused
   */
  public String markdown(boolean kept) {
    return "| section | what must hold | rule and tests |\n|---|---|---|\n"
        + Arrays.stream(Rule.values())
            .filter(rule -> rule.isKept() == kept)
            .sorted(Comparator.comparing(RuleTable::order))
            .map(this::row)
            .collect(Collectors.joining());
  }

  private String row(Rule rule) {
    List<String> names = tests.of(rule);
    return "| "
        + rule.section()
        + " | "
        + rule.text()
        + " | `"
        + rule
        + "`<br>"
        + String.join("<br>", names)
        + " |\n";
  }

  /** §12.4.3.1 comes after §12.4.2, and §9 before §10. */
  private static String order(Rule rule) {
    String[] parts = rule.section().substring(1).split("\\.", -1);
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < SECTION_DEPTH; i++) {
      order.append(String.format("%03d.", i < parts.length ? Integer.parseInt(parts[i]) : 0));
    }
    return order.toString();
  }
}
