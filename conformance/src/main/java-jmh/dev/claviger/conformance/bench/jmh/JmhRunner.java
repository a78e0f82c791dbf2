package dev.claviger.conformance.bench.jmh;

import dev.claviger.conformance.bench.NotRunException;
import dev.claviger.conformance.bench.group.Cell;
import dev.claviger.conformance.bench.group.CellRunner;
import dev.claviger.conformance.bench.group.CellSession;
import dev.claviger.conformance.bench.group.Pace;
import dev.claviger.conformance.bench.group.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH, with one fork for each cell and as many shots as its pace has rounds. */
public final class JmhRunner implements CellRunner {
  private static final String HEAP = "-Xmx4g";

  @Override
  public List<Result> run(List<Cell> cells, Consumer<Result> listener) {
    List<Result> results = new ArrayList<>();
    for (Cell cell : cells) {
      Result result = CellSession.result(cell, batches(cell));
      results.add(result);
      listener.accept(result);
    }
    return results;
  }

  private static List<Map<String, Double>> batches(Cell cell) {
    Options options =
        new OptionsBuilder()
            .include("^" + CellBenchmark.class.getName() + "\\.run$")
            .param("cell", cell.toString())
            .forks(1)
            .warmupIterations(0)
            .measurementIterations(2 * Pace.WHOLE.leastRounds())
            .addProfiler(CellProfiler.class)
            .jvmArgsAppend(HEAP)
            .verbosity(VerboseMode.SILENT)
            .build();
    List<Map<String, Double>> batches = new ArrayList<>();
    try {
      for (RunResult run : new Runner(options).run()) {
        run.getBenchmarkResults().stream()
            .flatMap(benchmark -> benchmark.getIterationResults().stream())
            .forEach(iteration -> batches.add(figures(iteration)));
      }
    } catch (RunnerException e) {
      throw new NotRunException("JMH: " + e.getMessage());
    }
    return batches;
  }

  private static Map<String, Double> figures(IterationResult iteration) {
    Map<String, Double> figures = new HashMap<>();
    iteration.getSecondaryResults().forEach((name, r) -> figures.put(name, r.getScore()));
    return figures;
  }
}
