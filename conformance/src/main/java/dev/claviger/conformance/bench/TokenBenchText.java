package dev.claviger.conformance.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claviger.conformance.demo.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report of {@link TokenBench} as text for a reader, and as JSON for a program. */
public final class TokenBenchText {
  static final String FORMAT = "claviger-token-bench-1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TokenBenchText() {}

  public static List<String> lines(TokenBenchReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        report.token()
            + ", JDK "
            + report.java()
            + ": "
            + report.rounds()
            + " rounds of "
            + report.millis()
            + " ms each, by turns");
    lines.add("");
    TextTable table =
        new TextTable(
            "operation",
            "threads",
            "calls",
            "claviger/s",
            "C/s",
            "ratio",
            "quartiles",
            "CPU µs",
            "C CPU µs",
            "CPU ratio");
    report.rows().forEach(row -> table.row(cells(row)));
    lines.addAll(table.lines());
    lines.add("");
    lines.addAll(calls(report));
    report.notRun().forEach(why -> lines.add("not run: " + why));
    return lines;
  }

  /**
   * The records as objects of the same names.
   *
   * <pre>
   * {"format": "claviger-token-bench-1", "token": …, "java": …, "rounds": 11, "millis": 150,
   *  "rows": [{"operation": …, "threads": 1, "calls": ["C_SignInit", "C_Sign"],
   *    "claviger": {"median": …, "lower": …, "upper": …}, "c": {…}, "ratio": {…},
   *    "clavigerCpuMicros": …, "cCpuMicros": …, "cpuRatio": …}, …],
   *  "notRun": […]}
   * </pre>
   */
  public static String json(TokenBenchReport report) {
    ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
    root.setAll((ObjectNode) MAPPER.valueToTree(report));
    for (int i = 0; i < report.rows().size(); i++) {
      ((ObjectNode) root.get("rows").get(i)).put("cpuRatio", report.rows().get(i).cpuRatio());
    }
    return root.toPrettyString() + "\n";
  }

  private static String[] cells(TokenBenchReport.Row row) {
    return new String[] {
      row.operation(),
      Integer.toString(row.threads()),
      Integer.toString(row.calls().size()),
      new Rate(row.claviger().median()).toString(),
      new Rate(row.c().median()).toString(),
      two(row.ratio().median()),
      two(row.ratio().lower()) + "–" + two(row.ratio().upper()),
      one(row.clavigerCpuMicros()),
      one(row.cCpuMicros()),
      two(row.cpuRatio())
    };
  }

  private static List<String> calls(TokenBenchReport report) {
    return report.rows().stream()
        .filter(row -> row.threads() == 1)
        .map(row -> row.operation() + ": " + String.join(", ", row.calls()))
        .toList();
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String one(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
