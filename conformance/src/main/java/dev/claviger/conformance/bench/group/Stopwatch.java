package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.Usage;
import java.util.function.Supplier;

/** Reads the clocks around a batch of runs. */
final class Stopwatch {
  /** Where results go, so that they are results. */
  @SuppressWarnings("unused")
  private volatile Object sink;

  private final ProcessClock clock = new ProcessClock();
  private final Supplier<Usage> usage;
  private final Ticks tick;

  /**
   * @param usage until now
   * @param tick how fast the machine is
   */
  Stopwatch(Supplier<Usage> usage, Ticks tick) {
    this.usage = usage;
    this.tick = tick;
  }

  /** One batch, that was prepared. */
  Reading timed(Work work, int runs) {
    Usage before = usage.get();
    Tick.Reading ticks = tick.before();
    long allocated = clock.allocatedBytes();
    long cpu = clock.cpuNanos();
    long wall = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      sink = work.run();
    }
    wall = System.nanoTime() - wall;
    cpu = clock.cpuNanos() - cpu;
    allocated = clock.allocatedBytes() - allocated;
    ticks = ticks.and(tick.after());
    Usage used = usage.get().since(before, runs);
    double count = runs;
    return new Reading(
        wall / count, cpu / count, allocated / count, used, ticks.of((double) cpu, (double) wall));
  }
}
