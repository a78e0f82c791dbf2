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
  private final Supplier<Tick.Reading> tick;

  /**
   * @param usage until now
   * @param tick how fast the machine is
   */
  Stopwatch(Supplier<Usage> usage, Supplier<Tick.Reading> tick) {
    this.usage = usage;
    this.tick = tick;
  }

  /** One batch, that was prepared. */
  Reading timed(Work work, int runs) {
    Tick.Reading ticks = tick.get();
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
    Usage used = usage.get().since(before, runs);
    ticks = ticks.and(tick.get());
    double elsewhere = Math.max(0, cpu - wall) / (double) Math.max(1, cpu);
    double count = runs;
    return new Reading(wall / count, cpu / count, allocated / count, used, ticks.of(elsewhere));
  }
}
