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

  /** One line for each cell, beside its bound; another's stack beside one of ours too. */
  public static List<String> lines(GroupReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.machine() + ", " + report.measuredAt());
    report.stacks().forEach((name, what) -> lines.add(name + ": " + what));
    report
        .stacks()
        .keySet()
        .forEach(
            name ->
                report.ours(name).ifPresent(ours -> lines.add("× ours of " + name + ": " + ours)));
    lines.add("");
    TextTable table =
        new TextTable(
            "operation/tree/members/suite/bytes",
            "stack",
            "CPU ms",
            "quartiles",
            "wall ms",
            "wall / CPU",
            "KiB allocated",
            "message bytes",
            "KiB retained",
            "token calls",
            "rows stored",
            "bytes stored",
            "× ours",
            "× ours, wall",
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
    Optional<String> ours = report.ours(cell.stack());
    double wall = figures.wallNanos().median();
    double cpu = figures.cpuNanos().median();
    table.row(
        cell.row(),
        cell.stack(),
        millis(cpu),
        millis(figures.cpuNanos().lower()) + "–" + millis(figures.cpuNanos().upper()),
        millis(wall),
        times(wall / cpu),
        count(figures.allocatedBytes() / BYTES_PER_KIBI),
        count(figures.messageBytes()),
        count(figures.retainedBytes() / BYTES_PER_KIBI),
        count(figures.tokenCalls()),
        count(figures.storedRows()),
        count(figures.storedBytes()),
        ratio(cpu, ours.flatMap(name -> report.cpu(name, cell.row()))),
        ratio(wall, ours.flatMap(name -> report.wall(name, cell.row()))),
        ratio(cpu, report.bound(cell)));
  }

  private static String ratio(double of, Optional<Double> to) {
    return to.map(divisor -> times(of / divisor)).orElse(NONE);
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
