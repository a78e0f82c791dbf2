package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Repeats work and reads the clocks around each batch. */
final class Stopwatch {
  private static final int FIRST_BATCH = 16;
  private static final int LARGEST_BATCH = 2_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  /** Where results go, so that they are results. */
  @SuppressWarnings("unused")
  private volatile Object sink;

  private final ProcessClock clock = new ProcessClock();
  private final Pace pace;

  private final Supplier<Usage> usage;

  /**
   * @param usage until now
   */
  Stopwatch(Pace pace, Supplier<Usage> usage) {
    this.pace = pace;
    this.usage = usage;
  }

  Figures measure(Work work, boolean isShort) {
    int batch = warmUp(work, isShort);
    List<Reading> readings = new ArrayList<>();
    long end = System.nanoTime() + pace.measureMillis() * NANOS_PER_MILLI;
    while (readings.size() < pace.leastRounds() || System.nanoTime() < end) {
      work.prepare(batch);
      readings.add(timed(work, batch));
    }
    return Reading.figures(readings, work.messageBytes(), work.retainedBytes());
  }

  /**
   * Repeats it until it is compiled.
   *
   * @return how many runs make a batch
   */
  int warmUp(Work work, boolean isShort) {
    int batch = isShort && pace.batchMicros() > 0 ? FIRST_BATCH : 1;
    long end = System.nanoTime() + pace.warmUpMillis() * NANOS_PER_MILLI;
    while (System.nanoTime() < end) {
      work.prepare(batch);
      Reading reading = timed(work, batch);
      if (isShort) {
        double fits = pace.batchMicros() * NANOS_PER_MICRO / Math.max(1, reading.wallNanos());
        batch = (int) Math.max(1, Math.min(LARGEST_BATCH, fits));
      }
    }
    return batch;
  }

  /** One batch, that was prepared. */
  Reading timed(Work work, int runs) {
    Usage before = usage.get();
    long allocated = clock.allocatedBytes();
    long cpu = clock.cpuNanos();
    long wall = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      sink = work.run();
    }
    wall = System.nanoTime() - wall;
    cpu = clock.cpuNanos() - cpu;
    allocated = clock.allocatedBytes() - allocated;
    double count = runs;
    return new Reading(
        wall / count, cpu / count, allocated / count, usage.get().since(before, runs));
  }
}
