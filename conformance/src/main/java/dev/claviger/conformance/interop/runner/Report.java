package dev.claviger.conformance.interop.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of a programme, for a reader and for a program. */
public final class Report {
  private final List<Outcome> outcomes;

  public Report(List<Outcome> outcomes) {
    this.outcomes = List.copyOf(outcomes);
  }

  public long passed() {
    return outcomes.stream().filter(Outcome::passed).count();
  }

  public long failed() {
    return outcomes.size() - passed();
  }

  /** {@code 78 passed, 0 failed}. */
  public String counts() {
    return passed() + " passed, " + failed() + " failed";
  }

  /**
   * A table in Markdown: scripts by suites, in each cell how many plays passed of how many, over
   * all roles, with handshakes in clear and encrypted.
   */
  public List<String> matrix() {
    Map<String, Map<Integer, long[]>> rows = new LinkedHashMap<>();
    Map<Integer, Boolean> suites = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      int suite = outcome.cast().suite();
      suites.put(suite, true);
      long[] cell =
          rows.computeIfAbsent(outcome.script().name(), name -> new TreeMap<>())
              .computeIfAbsent(suite, any -> new long[2]);
      cell[0] += outcome.passed() ? 1 : 0;
      cell[1]++;
    }
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("| script |");
    StringBuilder rule = new StringBuilder("|---|");
    suites
        .keySet()
        .forEach(
            suite -> {
              head.append(" suite ").append(suite).append(" |");
              rule.append("---|");
            });
    lines.add(head.toString());
    lines.add(rule.toString());
    rows.forEach(
        (script, cells) -> {
          StringBuilder line = new StringBuilder("| ").append(script).append(" |");
          suites
              .keySet()
              .forEach(
                  suite -> {
                    long[] cell = cells.getOrDefault(suite, new long[2]);
                    line.append(' ').append(cell[0]).append('/').append(cell[1]).append(" |");
                  });
          lines.add(line.toString());
        });
    return lines;
  }

  /** One failure, with all that was said up to it. */
  public static List<String> failure(Outcome outcome) {
    Outcome.Failure failure = outcome.failure().orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add("FAILED " + outcome.script().name() + ": " + outcome.cast());
    lines.add("  step " + failure.step() + ": " + failure.message());
    if (failure.step() < outcome.script().steps().size()) {
      lines.add("  " + outcome.script().steps().get(failure.step()).json());
    }
    failure.transcript().lines().forEach(line -> lines.add("    " + line));
    return lines;
  }

  /** The results in the shape that the harness's own runner gives them, transcripts of failures. */
  public void writeJson(Path file) {
    ObjectNode scripts = JsonNodeFactory.instance.objectNode();
    for (Outcome outcome : outcomes) {
      ObjectNode result = scripts.withArray(outcome.script().name()).addObject();
      result.put("cipher_suite", outcome.cast().suite());
      ObjectNode actors = result.putObject("actors");
      outcome.cast().roles().forEach((actor, peer) -> actors.put(actor, peer.name()));
      result.put("encrypt_flag", outcome.cast().encrypt());
      outcome
          .failure()
          .ifPresent(
              failure -> {
                result.put("error", failure.message());
                result.put("failed_actor", failure.actor());
                result.put("failed_step", failure.step());
                result.set("transcript", failure.transcript().toJson());
              });
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("scripts", scripts);
    try {
      Files.writeString(
          file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
