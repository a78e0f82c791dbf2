package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchStack;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run.
 *
 * @param measuredAt in UTC
 * @param command that made it
 * @param stacks descriptions by name, in the order of the columns; the first is compared with the
 *     others
 * @param bounds nanoseconds that the primitives of a {@link Cell#row} take together, where that is
 *     known
 * @param prices nanoseconds of each primitive that the bounds are made of
 */
public record GroupReport(
    String measuredAt,
    String command,
    Machine machine,
    Map<String, String> stacks,
    List<Result> results,
    Map<String, Double> bounds,
    Map<String, Double> prices) {

  static GroupReport of(
      String command,
      List<BenchStack> stacks,
      List<Result> results,
      Map<String, Double> bounds,
      Map<String, Double> prices) {
    Map<String, String> described = new LinkedHashMap<>();
    stacks.forEach(stack -> described.put(stack.name(), stack.description()));
    return new GroupReport(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        Machine.here(),
        described,
        results,
        bounds,
        prices);
  }

  /** In the order in which they were first measured. */
  public List<String> rows() {
    return results.stream().map(result -> result.cell().row()).distinct().toList();
  }

  public Optional<Result> find(String stack, String row) {
    return results.stream()
        .filter(result -> result.cell().stack().equals(stack) && result.cell().row().equals(row))
        .findFirst();
  }

  /** The processor time of a cell in nanoseconds, the median. */
  public Optional<Double> cpu(String stack, String row) {
    return find(stack, row).map(Result::figures).map(figures -> figures.cpuNanos().median());
  }
}
