package dev.claviger.conformance.bench.jmh;

import dev.claviger.conformance.bench.group.Cell;
import dev.claviger.conformance.bench.group.CellGroup;
import dev.claviger.conformance.bench.group.CellRunner;
import dev.claviger.conformance.bench.group.ClassPath;
import dev.claviger.conformance.bench.group.Pace;
import dev.claviger.conformance.bench.group.Result;
import dev.claviger.conformance.bench.group.ResultLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** JMH, with one fork for each group and as many shots as all its cells could need. */
public final class JmhRunner implements CellRunner {
  private static final String HEAP = "-Xmx4g";
  private static final String CLASS_PATH = "java.class.path";

  /** Of one shot; a cell's warm-up and what makes it possible are in it. */
  private static final TimeValue LONGEST_SHOT = TimeValue.minutes(60);

  @Override
  public List<Result> run(List<Cell> cells, Consumer<Result> listener) {
    Map<Cell, Result> results = new HashMap<>();
    for (CellGroup group : CellGroup.of(cells)) {
      for (Result result : measured(group)) {
        results.put(result.cell(), result);
        listener.accept(result);
      }
    }
    return cells.stream().map(results::get).collect(Collectors.toList());
  }

  /** A result for each: of what the fork did not come to, that it did not, and why. */
  private static List<Result> measured(CellGroup group) {
    try {
      Path folder = Files.createTempDirectory("claviger-jmh");
      Path written = Files.createFile(folder.resolve("results.jsonl"));
      Path said = folder.resolve("jmh.txt");
      try {
        fork(group, written, said);
        Map<Cell, Result> results =
            Files.readAllLines(written).stream()
                .map(ResultLine::parse)
                .collect(Collectors.toMap(Result::cell, result -> result));
        String why = "its JVM did not come to it: " + reason(said);
        return group.cells().stream()
            .map(cell -> results.getOrDefault(cell, Result.notRun(cell, why)))
            .collect(Collectors.toList());
      } finally {
        Files.deleteIfExists(said);
        Files.delete(written);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JMH gives a fork the class path that this process says it has. */
  private static void fork(CellGroup group, Path written, Path said) throws IOException {
    String classPath = System.getProperty(CLASS_PATH);
    System.setProperty(CLASS_PATH, ClassPath.of(group.stack()));
    try {
      new Runner(options(group, written, said)).run();
    } catch (RunnerException e) {
      Files.writeString(said, e.toString());
    } finally {
      System.setProperty(CLASS_PATH, classPath);
    }
  }

  private static Options options(CellGroup group, Path written, Path said) {
    return new OptionsBuilder()
        .include("^" + GroupBenchmark.class.getName() + "\\.run$")
        .param("cells", group.cells().stream().map(Cell::toString).collect(Collectors.joining(",")))
        .param("results", written.toString())
        .forks(1)
        .warmupIterations(0)
        .measurementIterations(group.cells().size() * Pace.WHOLE.mostRounds())
        .timeout(LONGEST_SHOT)
        .jvmArgsAppend(HEAP)
        .output(said.toString())
        .build();
  }

  /** The first line that tells of an error. */
  private static String reason(Path said) throws IOException {
    return Files.readAllLines(said).stream()
        .map(String::strip)
        .filter(
            line ->
                line.contains("Error") || line.contains("Exception") || line.contains("exit code"))
        .findFirst()
        .orElse("it does not say why");
  }
}
