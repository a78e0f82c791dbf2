package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.tokencheck.Html;
import dev.claviger.conformance.tokencheck.HtmlReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The report as one page that needs nothing but itself: no script, no picture, no network. */
public final class GroupPage {
  private static final double NANOS_PER_MILLI = 1e6;

  private GroupPage() {}

  public static String page(GroupReport report) {
    Html page = new Html();
    page.raw("<!DOCTYPE html>").raw("<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    page.element("title", "Claviger: benchmarks");
    page.raw("<style>").raw(HtmlReport.STYLE).raw(LogPlot.STYLE).raw("</style></head><body>");
    page.element("h1", "What operations on groups cost");
    page.element("p class=\"faint\"", report.machine() + ", " + report.measuredAt());
    page.element("p class=\"faint\"", "claviger " + report.command());
    page.element(
        "p",
        "Processor time of all Java threads, medians. “Primitives” is the sum of the primitives that the"
            + " operation must call, measured in the same run: in the table those of the same stack,"
            + " beside other implementations and in the plots those of "
            + report.primitives(Stacks.BOUNCY_CASTLE)
            + ".");
    page.raw("<dl>");
    report.stacks().forEach((name, what) -> page.element("dt", name).element("dd", what));
    page.raw("</dl>");
    plots(page, report);
    table(page, report);
    return page.raw("</body></html>").toString();
  }

  /** A plot for what has two sizes at least: of the group, or of the message. */
  private static void plots(Html page, GroupReport report) {
    Map<String, List<Cell>> bySize = new LinkedHashMap<>();
    Map<String, List<Cell>> byPayload = new LinkedHashMap<>();
    for (Result result : report.results()) {
      Cell cell = result.cell();
      String title = title(cell);
      if (cell.members() > 0) {
        bySize
            .computeIfAbsent(
                title + (cell.payload() > 0 ? ", " + bytes(cell.payload()) : ""),
                key -> new ArrayList<>())
            .add(cell);
      }
      if (cell.payload() > 0) {
        byPayload
            .computeIfAbsent(
                String.format(Locale.ROOT, "%s, %,d members", title, cell.members()),
                key -> new ArrayList<>())
            .add(cell);
      }
    }
    bySize.forEach((title, cells) -> plot(page, report, title, "members", cells));
    byPayload.forEach((title, cells) -> plot(page, report, title, "bytes of the message", cells));
  }

  private static void plot(
      Html page, GroupReport report, String title, String axis, List<Cell> cells) {
    String best = report.primitives(Stacks.BOUNCY_CASTLE);
    boolean members = axis.equals("members");
    TreeSet<Integer> sizes = new TreeSet<>();
    Map<String, List<LogPlot.Point>> points = new LinkedHashMap<>();
    report.stacks().keySet().forEach(stack -> points.put(stack, new ArrayList<>()));
    points.put("primitives", new ArrayList<>());
    for (Cell cell : cells) {
      int x = members ? cell.members() : cell.payload();
      report
          .cpu(cell.stack(), cell.row())
          .ifPresent(cpu -> points.get(cell.stack()).add(point(x, cpu)));
      report
          .bound(cell.of(best))
          .filter(bound -> sizes.add(x))
          .ifPresent(bound -> points.get("primitives").add(point(x, bound)));
    }
    List<LogPlot.Curve> curves =
        points.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .map(entry -> new LogPlot.Curve(entry.getKey(), entry.getValue()))
            .toList();
    boolean isLine = curves.stream().anyMatch(curve -> curve.points().size() > 1);
    if (isLine) {
      page.element("h2", title);
      page.raw("<div class=\"plots\" tabindex=\"0\">");
      page.raw(LogPlot.of(title, axis, curves)).raw("</div>");
    }
  }

  private static void table(Html page, GroupReport report) {
    page.element("h2", "All figures");
    List<String> header =
        List.of("operation", "stack", "CPU ms", "quartiles", "wall ms", "× primitives", "remark");
    page.raw("<table><thead><tr>");
    header.forEach(cell -> page.element("th scope=\"col\"", cell));
    page.raw("</tr></thead><tbody>");
    for (Result result : report.results()) {
      page.raw("<tr>");
      List<String> row = row(report, result);
      for (int i = 0; i < row.size(); i++) {
        page.element("td data-of=\"" + Html.escape(header.get(i)) + "\"", row.get(i));
      }
      page.raw("</tr>");
    }
    page.raw("</tbody></table>");
  }

  private static List<String> row(GroupReport report, Result result) {
    Cell cell = result.cell();
    Figures figures = result.figures();
    if (figures == null) {
      return List.of(cell.row(), cell.stack(), "", "", "", "", "not run: " + result.notRun());
    }
    double cpu = figures.cpuNanos().median();
    return List.of(
        cell.row(),
        cell.stack(),
        GroupText.millis(cpu),
        GroupText.millis(figures.cpuNanos().lower())
            + "–"
            + GroupText.millis(figures.cpuNanos().upper()),
        GroupText.millis(figures.wallNanos().median()),
        report.bound(cell).map(bound -> GroupText.times(cpu / bound)).orElse(""),
        beside(figures));
  }

  private static String beside(Figures figures) {
    if (figures.tokenCalls() > 0) {
      return String.format(Locale.ROOT, "%,.0f calls to the token", figures.tokenCalls());
    }
    return figures.storedRows() > 0
        ? String.format(
            Locale.ROOT,
            "%,.0f rows of %,.0f bytes stored",
            figures.storedRows(),
            figures.storedBytes())
        : "";
  }

  private static String title(Cell cell) {
    String tree =
        switch (cell.tree()) {
          case FULL -> ", full tree";
          case BARE -> ", bare tree";
          case NONE -> "";
        };
    return cell.operation().title()
        + tree
        + String.format(Locale.ROOT, ", suite 0x%04x", cell.suite());
  }

  private static String bytes(int count) {
    return String.format(Locale.ROOT, "%,d bytes", count);
  }

  private static LogPlot.Point point(int x, double nanos) {
    return new LogPlot.Point(x, nanos / NANOS_PER_MILLI);
  }
}
