package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.tokencheck.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Curves over two logarithmic axes, as SVG inside of a page. */
final class LogPlot {
  /** What it draws with, for the page's style; each curve has a dash pattern beside its colour. */
  static final String STYLE =
      """
      .plots { overflow-x: auto; } /* a telephone scrolls: smaller, it could not be read */
      svg.plot { width: 100%; min-width: 40rem; max-width: 46rem; height: auto; display: block; }
      svg.plot text { fill: var(--ink); font-size: 13px; }
      svg.plot circle { fill: var(--paper); stroke-dasharray: none; }
      svg.plot .grid { stroke: var(--line); } svg.plot polyline { fill: none; stroke-width: 2.5; }
      .c0 { stroke: #0969da; } .c1 { stroke: #bc4c00; stroke-dasharray: 9 4; }
      .c2 { stroke: #8250df; stroke-dasharray: 3 3; } .c3 { stroke: #1a7f37; stroke-dasharray: 14 4; }
      .c4 { stroke: #bf3989; stroke-dasharray: 9 3 2 3; } .c5 { stroke: #6e7781; stroke-dasharray: 2 5; }
      .c6 { stroke: #cf222e; stroke-dasharray: 6 6; } .c7 { stroke: #7d4e00; stroke-dasharray: 12 3 3 3 3 3; }
      .c8 { stroke: #0b7285; stroke-dasharray: 5 2; }
      @media screen and (prefers-color-scheme: dark) { .c0 { stroke: #58a6ff; } .c1 { stroke: #f0883e; }
        .c2 { stroke: #bc8cff; } .c3 { stroke: #56d364; } .c4 { stroke: #f778ba; } .c5 { stroke: #9198a1; }
        .c6 { stroke: #ff7b72; } .c7 { stroke: #d29922; } .c8 { stroke: #39c5cf; } }
      """;

  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 28;
  private static final int BOTTOM = 50;
  private static final int LEGEND_LINE = 20;
  private static final int LEGEND_COLUMNS = 2;
  private static final int COLOURS = 9;

  /** A place on a curve; both are above zero. */
  record Point(double x, double y) {}

  record Curve(String name, List<Point> points) {}

  private final String xTitle;
  private final List<Curve> curves;
  private final int top;
  private final double[] x;
  private final double[] y;
  private final StringBuilder out = new StringBuilder();

  private LogPlot(String xTitle, List<Curve> curves) {
    this.xTitle = xTitle;
    this.curves = curves;
    this.top = LEGEND_LINE * (1 + (curves.size() - 1) / LEGEND_COLUMNS) + LEGEND_LINE;
    this.x = range(curves, Point::x);
    this.y = decades(range(curves, Point::y));
  }

  /**
   * @param title what the plot is of, for those who cannot see it
   * @param curves one at least, with a point at least
   */
  static String of(String title, String xTitle, List<Curve> curves) {
    LogPlot plot = new LogPlot(xTitle, curves);
    plot.axes();
    for (int i = 0; i < curves.size(); i++) {
      plot.curve(i);
      plot.legend(i);
    }
    return format(
            "<svg class=\"plot\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " role=\"img\" aria-label=\"%s\">",
            WIDTH, HEIGHT, Html.escape(title))
        + plot.out
        + "</svg>";
  }

  private void axes() {
    for (double tick = y[0]; tick <= y[1] * 1.01; tick *= 10) {
      out.append(line("grid", LEFT, placeY(tick), WIDTH - RIGHT, placeY(tick)));
      out.append(text("end", LEFT - 6, placeY(tick) + 4, number(tick)));
    }
    double last = Double.NEGATIVE_INFINITY;
    for (double tick :
        curves.stream()
            .flatMap(c -> c.points().stream())
            .mapToDouble(Point::x)
            .distinct()
            .sorted()
            .toArray()) {
      double at = placeX(tick);
      out.append(line("grid", at, top, at, HEIGHT - BOTTOM));
      if (at - last > 44) {
        out.append(text("middle", at, HEIGHT - BOTTOM + 17, number(tick)));
        last = at;
      }
    }
    out.append(text("middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, xTitle));
    out.append(text("start", 4, top - 8, "ms"));
  }

  private void curve(int index) {
    List<String> places = new ArrayList<>();
    for (Point point : curves.get(index).points()) {
      places.add(format("%.1f,%.1f", placeX(point.x()), placeY(point.y())));
      out.append(
          format(
              "<circle class=\"c%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
              index % COLOURS, placeX(point.x()), placeY(point.y())));
    }
    out.append(
        format(
            "<polyline class=\"c%d\" points=\"%s\"/>", index % COLOURS, String.join(" ", places)));
  }

  private void legend(int index) {
    int step = (WIDTH - LEFT - RIGHT) / LEGEND_COLUMNS;
    double left = LEFT + (index % LEGEND_COLUMNS) * step;
    double height = 14 + (index / LEGEND_COLUMNS) * LEGEND_LINE;
    out.append(
        format(
            "<polyline class=\"c%d\" points=\"%.1f,%.1f %.1f,%.1f\"/>",
            index % COLOURS, left, height - 4, left + 34, height - 4));
    out.append(text("start", left + 40, height, curves.get(index).name()));
  }

  private double placeX(double value) {
    double part = x[0] == x[1] ? 0.5 : Math.log(value / x[0]) / Math.log(x[1] / x[0]);
    return LEFT + 12 + part * (WIDTH - LEFT - RIGHT - 24);
  }

  private double placeY(double value) {
    double part = Math.log(value / y[0]) / Math.log(y[1] / y[0]);
    return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - top);
  }

  private static double[] range(List<Curve> curves, ToDoubleFunction<Point> axis) {
    double[] values =
        curves.stream().flatMap(c -> c.points().stream()).mapToDouble(axis).sorted().toArray();
    return new double[] {values[0], values[values.length - 1]};
  }

  private static double[] decades(double[] range) {
    double low = Math.pow(10, Math.floor(Math.log10(range[0])));
    double high = Math.pow(10, Math.ceil(Math.log10(range[1])));
    return new double[] {low, Math.max(high, low * 10)};
  }

  private static String line(String style, double x1, double y1, double x2, double y2) {
    return format(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        style, x1, y1, x2, y2);
  }

  private static String text(String anchor, double x, double y, String text) {
    return format(
        "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
        anchor, x, y, Html.escape(text));
  }

  private static String number(double value) {
    return value >= 1 ? format("%,.0f", value) : format("%.4f", value).replaceAll("0+$", "");
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
