package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.Spread;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A run.
 *
 * @param measuredAt in UTC
 * @param command that made it
 * @param stacks descriptions by name, in the order of the columns
 * @param bounds nanoseconds that the primitives of a {@link Cell#row} take together, where that is
 *     known; by the text of the cell of the plain stack of ours that has those primitives
 * @param prices nanoseconds of each primitive that the bounds are made of
 * @param tickNanos that a {@link Tick} takes on the machine whose times all these are
 */
public record GroupReport(
    String measuredAt,
    String command,
    Machine machine,
    Map<String, String> stacks,
    List<Result> results,
    Map<String, Double> bounds,
    Map<String, Double> prices,
    double tickNanos) {

  static GroupReport of(
      String command,
      Map<String, String> stacks,
      List<Result> results,
      Map<String, Double> bounds,
      Map<String, Double> prices,
      double tickNanos) {
    return new GroupReport(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        command,
        Machine.here(),
        stacks,
        results,
        bounds,
        prices,
        tickNanos);
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
    return median(stack, row, Figures::cpuNanos);
  }

  /** The time by the clock, likewise. */
  public Optional<Double> wall(String stack, String row) {
    return median(stack, row, Figures::wallNanos);
  }

  /** What the primitives of a cell take together, those of its stack. */
  public Optional<Double> bound(Cell cell) {
    return Optional.ofNullable(bounds.get(cell.of(primitives(cell.stack())).toString()));
  }

  /** Whose primitives are a stack's bound: a key of {@link #bounds}. */
  String primitives(String stack) {
    return Beside.primitives(stack, Bounds.measured(results));
  }

  /** The stack of ours that another's stands beside. */
  public Optional<String> ours(String stack) {
    return Beside.ours(stack, Bounds.measured(results));
  }

  private Optional<Double> median(String stack, String row, Function<Figures, Spread> figure) {
    return find(stack, row).map(Result::figures).map(figure).map(Spread::median);
  }
}
