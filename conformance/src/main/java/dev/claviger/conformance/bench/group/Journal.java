package dev.claviger.conformance.bench.group;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.claviger.conformance.bench.NotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A run that takes long, and may be broken off: the results of a group go to a file when they are
 * there, a line each, and what the file has is not measured again. The first line says of what
 * build and machine they are; figures of others are not mixed in.
 */
public final class Journal implements CellRunner {
  static final String FILE = "cells.jsonl";
  static final String FORMAT = "claviger-bench-cells-2";

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
    Map<Cell, Result> results = known();
    cells.stream().map(results::get).filter(Objects::nonNull).forEach(listener);
    for (CellGroup group : CellGroup.of(missing(cells, results))) {
      for (Result result : runner.run(group.cells(), one -> {})) {
        append(ResultLine.text(result));
        results.put(result.cell(), result);
        listener.accept(result);
      }
    }
    return cells.stream().map(results::get).toList();
  }

  /**
   * @throws NotRunException if the file is of another build or machine
   */
  @Override
  public List<Cell> waiting(List<Cell> cells) {
    return missing(cells, known());
  }

  private static List<Cell> missing(List<Cell> cells, Map<Cell, Result> known) {
    return cells.stream().filter(cell -> !known.containsKey(cell)).toList();
  }

  private Map<Cell, Result> known() {
    try {
      Map<Cell, Result> known = new HashMap<>();
      for (String line : lines()) {
        Result result = result(line);
        known.put(result.cell(), result);
      }
      return known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After the first. */
  private List<String> lines() throws IOException {
    if (Files.notExists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      append(head);
      return List.of();
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
    return text.substring(head.length() + 1, whole).lines().toList();
  }

  private Result result(String line) {
    try {
      return ResultLine.parse(line);
    } catch (IllegalArgumentException e) {
      throw new NotRunException(file + " has a line that is " + e.getMessage());
    }
  }

  private void append(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
