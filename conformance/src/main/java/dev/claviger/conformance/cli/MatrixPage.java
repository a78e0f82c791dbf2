package dev.claviger.conformance.cli;

import dev.claviger.conformance.interop.runner.MalformedScriptException;
import dev.claviger.conformance.interop.runner.Peer;
import dev.claviger.conformance.interop.runner.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A page in Markdown with the matrix of a run between two marks; the rest of it stays. */
final class MatrixPage {
  private static final String BEGIN = "<!-- matrix -->";
  private static final String END = "<!-- end of the matrix -->";

  private MatrixPage() {}

  /**
   * @param about what the servers do not tell of themselves; may be empty
   * @throws MalformedScriptException if the page lacks the marks
   */
  static void write(Path page, String about, List<Peer> peers, Report report) {
    try {
      String text = Files.readString(page);
      int begin = text.indexOf(BEGIN);
      int end = text.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new MalformedScriptException(page + " lacks " + BEGIN + " or " + END);
      }
      Files.writeString(
          page,
          text.substring(0, begin + BEGIN.length())
              + "\n"
              + String.join("\n", lines(about, peers, report))
              + "\n"
              + text.substring(end));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(String about, List<Peer> peers, Report report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        LocalDate.now(ZoneOffset.UTC)
            + ": "
            + peers.stream().map(Peer::name).collect(Collectors.joining(", "))
            + (about.isEmpty() ? "" : " (" + about + ")")
            + ": "
            + report.counts()
            + ".");
    lines.add("");
    lines.addAll(report.matrix());
    return lines;
  }
}
