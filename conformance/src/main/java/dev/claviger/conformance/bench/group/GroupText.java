package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.demo.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The report for a terminal. */
public final class GroupText {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double BYTES_PER_KIBI = 1024;
  private static final String NONE = "–";

  private GroupText() {}

  /** One line for each cell; of the first stack with the bound, of the others against the first. */
  public static List<String> lines(GroupReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.machine() + ", " + report.measuredAt());
    report.stacks().forEach((name, what) -> lines.add(name + ": " + what));
    lines.add("");
    TextTable table =
        new TextTable(
            "operation/tree/members/suite/bytes",
            "stack",
            "CPU ms",
            "quartiles",
            "wall ms",
            "KiB allocated",
            "message bytes",
            "KiB retained",
            "token calls",
            "rows stored",
            "bytes stored",
            "× claviger",
            "× primitives");
    for (String row : report.rows()) {
      for (String stack : report.stacks().keySet()) {
        report
            .find(stack, row)
            .filter(result -> result.figures() != null)
            .ifPresent(result -> cell(report, result, table));
      }
    }
    lines.addAll(table.lines());
    lines.addAll(notRun(report));
    return lines;
  }

  /** Of stacks too that no cell was measured of. */
  private static List<String> notRun(GroupReport report) {
    List<String> lines = new ArrayList<>();
    for (Result result : report.results()) {
      if (result.figures() == null) {
        lines.add("NOT RUN: " + result.cell() + " because " + result.notRun());
      }
    }
    if (!lines.isEmpty()) {
      lines.add(0, "");
    }
    return lines;
  }

  private static void cell(GroupReport report, Result result, TextTable table) {
    Cell cell = result.cell();
    Figures figures = result.figures();
    String first = report.stacks().keySet().iterator().next();
    Optional<Double> ours =
        report.cpu(first, cell.row()).filter(cpu -> !cell.stack().equals(first));
    Optional<Double> bound = Optional.ofNullable(report.bounds().get(cell.row()));
    double cpu = figures.cpuNanos().median();
    table.row(
        cell.row(),
        cell.stack(),
        millis(cpu),
        millis(figures.cpuNanos().lower()) + "–" + millis(figures.cpuNanos().upper()),
        millis(figures.wallNanos().median()),
        count(figures.allocatedBytes() / BYTES_PER_KIBI),
        count(figures.messageBytes()),
        count(figures.retainedBytes() / BYTES_PER_KIBI),
        count(figures.tokenCalls()),
        count(figures.storedRows()),
        count(figures.storedBytes()),
        ours.map(o -> times(cpu / o)).orElse(NONE),
        bound.map(b -> times(cpu / b)).orElse(NONE));
  }

  private static String count(double value) {
    return value == 0 ? NONE : String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Three digits that count. */
  static String millis(double nanos) {
    double millis = nanos / NANOS_PER_MILLI;
    return String.format(
        Locale.ROOT,
        millis < 1 ? "%.4f" : millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%,.0f",
        millis);
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.1f", ratio);
  }
}
