package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.BenchStack;
import dev.claviger.conformance.bench.stack.NotOfferedException;
import dev.claviger.conformance.bench.stack.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One cell in a JVM of its own: warmed up, and then measured as often as the caller likes. */
public final class CellSession implements AutoCloseable {
  private final Pairs pairs = new Pairs();
  private final Work work;
  private final Stopwatch stopwatch;
  private final int batch;
  private Reading last;
  private long retained = -1;

  /**
   * @throws dev.claviger.conformance.bench.stack.NotOfferedException if the stack cannot do it
   */
  public CellSession(Stacks stacks, Cell cell, Pace pace) {
    BenchStack stack = stacks.get(cell.stack());
    this.work = Works.of(stack, cell, pairs);
    this.stopwatch = new Stopwatch(pace, stack::usage);
    this.batch = stopwatch.warmUp(work, cell.operation().isShort());
  }

  /** What is not measured. */
  public void prepare() {
    work.prepare(batch);
  }

  /** A batch, whose runs are measured. */
  public Object run() {
    last = stopwatch.timed(work, batch);
    return last;
  }

  /** The figures of the last batch, by name, to travel to another JVM. */
  public Map<String, Double> figures() {
    if (retained < 0) {
      retained = work.retainedBytes();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("wallNanos", last.wallNanos());
    figures.put("cpuNanos", last.cpuNanos());
    figures.put("allocatedBytes", last.allocatedBytes());
    figures.put("tokenCalls", last.usage().tokenCalls());
    figures.put("storedRows", last.usage().storedRows());
    figures.put("storedBytes", last.usage().storedBytes());
    figures.put("messageBytes", (double) work.messageBytes());
    figures.put("retainedBytes", (double) retained);
    return figures;
  }

  /** The result of a cell whose {@link #figures} came from another JVM, of each batch. */
  public static Result result(Cell cell, List<Map<String, Double>> batches) {
    if (batches.isEmpty()) {
      return Result.notRun(cell, reason(cell));
    }
    List<Reading> readings =
        batches.stream()
            .map(
                figures ->
                    new Reading(
                        figures.get("wallNanos"),
                        figures.get("cpuNanos"),
                        figures.get("allocatedBytes"),
                        new Usage(
                            figures.get("tokenCalls"),
                            figures.get("storedRows"),
                            figures.get("storedBytes"))))
            .toList();
    Map<String, Double> any = batches.get(0);
    return Result.measured(
        cell,
        Reading.figures(
            readings, any.get("messageBytes").intValue(), any.get("retainedBytes").longValue()));
  }

  /** Another JVM has only told that it failed; this one finds out why. */
  private static String reason(Cell cell) {
    try (Stacks stacks = new Stacks();
        GroupBench bench = new GroupBench(Pace.ONCE)) {
      Result once = bench.measure(stacks.get(cell.stack()), cell);
      return once.notRun() == null ? "failed in its own JVM, and not in this one" : once.notRun();
    } catch (NotOfferedException e) {
      return e.getMessage();
    }
  }

  @Override
  public void close() {
    work.close();
    pairs.close();
  }
}
