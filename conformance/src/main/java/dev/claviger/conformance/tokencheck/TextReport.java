package dev.claviger.conformance.tokencheck;

import dev.claviger.conformance.demo.TextTable;
import java.util.ArrayList;
import java.util.List;

/** The report for a terminal: the matrix, what failed, and the verdicts. */
public final class TextReport {
  private TextReport() {}

  public static List<String> lines(TokenReport report) {
    List<String> lines = new ArrayList<>(matrix(report));
    for (SuiteReport suite : report.suites()) {
      lines.addAll(Matrix.failures(suite));
    }
    lines.add("");
    for (SuiteReport suite : report.suites()) {
      lines.add(suite.suite() + ": " + suite.verdict());
    }
    lines.add(report.verdict());
    lines.addAll(report.inventory().lines());
    return List.copyOf(lines);
  }

  private static List<String> matrix(TokenReport report) {
    TextTable table = new TextTable(Matrix.header().toArray(String[]::new));
    for (SuiteReport suite : report.suites()) {
      for (KeyReport key : suite.keys()) {
        table.row(Matrix.row(suite, key).toArray(String[]::new));
      }
    }
    return table.lines();
  }
}
