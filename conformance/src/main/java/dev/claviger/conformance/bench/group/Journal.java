package dev.claviger.conformance.bench.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claviger.conformance.bench.NotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A run that takes hours, and may be broken off: each result goes to a file when it is there, a
 * line each, and what the file has is not measured again. The first line says of what build and
 * machine they are; figures of others are not mixed in.
 */
public final class Journal implements CellRunner {
  static final String FILE = "cells.jsonl";
  static final String FORMAT = "claviger-bench-cells-1";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;
  private final String head;
  private final CellRunner runner;

  Journal(Path folder, String build, CellRunner runner) {
    this.file = folder.resolve(FILE);
    ObjectNode first = MAPPER.createObjectNode().put("format", FORMAT).put("build", build);
    first.set("machine", MAPPER.valueToTree(Machine.here()));
    this.head = first.toString();
    this.runner = runner;
  }

  /** In that folder, of this build; {@code runner} measures what is not there. */
  public static Journal in(Path folder, CellRunner runner) {
    return new Journal(folder, ClassPath.digest(), runner);
  }

  /**
   * @throws NotRunException if the file is of another build or machine
   */
  @Override
  public List<Result> run(List<Cell> cells, Consumer<Result> listener) {
    try {
      Map<Cell, Result> known = known();
      List<Result> results = new ArrayList<>();
      for (Cell cell : cells) {
        Result result = known.get(cell);
        if (result == null) {
          result = runner.run(List.of(cell), one -> {}).get(0);
          append(MAPPER.writeValueAsString(result));
        }
        results.add(result);
        listener.accept(result);
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<Cell, Result> known() throws IOException {
    Map<Cell, Result> known = new HashMap<>();
    if (Files.notExists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      append(head);
      return known;
    }
    String text = Files.readString(file);
    if (!text.startsWith(head + "\n")) {
      throw new NotRunException(
          file + " is of another build or machine; take another folder, or remove it");
    }
    int whole = text.lastIndexOf('\n') + 1;
    if (whole < text.length()) {
      // Broken off in the middle of a line, which would spoil the next.
      Files.writeString(file, text.substring(0, whole));
    }
    for (String line : text.substring(head.length() + 1, whole).lines().toList()) {
      Result result = result(line);
      known.put(result.cell(), result);
    }
    return known;
  }

  private Result result(String line) {
    try {
      return MAPPER.readValue(line, Result.class);
    } catch (JsonProcessingException e) {
      throw new NotRunException(file + " has a line that is no result: " + e.getOriginalMessage());
    }
  }

  private void append(String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
