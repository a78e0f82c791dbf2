package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.stack.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Repeats work, first to warm it up and then to measure it, as often as its pace says. */
final class Rounds {
  private static final int LARGEST_BATCH = 2_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  /** What takes longer than that is all compiled after a run, and measured in one. */
  private static final double LONG = 10_000.0 * NANOS_PER_MILLI;

  /** What takes less is mostly made of what a run calls once. */
  private static final double SHORT = NANOS_PER_MILLI;

  /** HotSpot compiles with C2 what was called so often, in the end. */
  private static final int COMPILED = 15_000;

  private final Work work;
  private final boolean isRepeatable;
  private final Pace pace;
  private final Stopwatch stopwatch;
  private final List<Reading> readings = new ArrayList<>();
  private int batch = 1;
  private int least;
  private long measured;

  /**
   * @param isRepeatable whether the clock may be read once for many runs
   * @param usage until now
   * @param tick how fast the machine is
   */
  Rounds(Work work, boolean isRepeatable, Pace pace, Supplier<Usage> usage, Ticks tick) {
    this.work = work;
    this.isRepeatable = isRepeatable;
    this.pace = pace;
    this.stopwatch = new Stopwatch(usage, tick);
    this.least = pace.leastRounds();
  }

  /** All at once. */
  static Figures measure(
      Work work, boolean isRepeatable, Pace pace, Supplier<Usage> usage, Ticks tick) {
    Rounds rounds = new Rounds(work, isRepeatable, pace, usage, tick);
    rounds.warmUp(0);
    while (rounds.needsMore()) {
      rounds.prepare();
      rounds.run();
    }
    return rounds.figures();
  }

  /**
   * Repeats it until it is compiled, and finds out how many runs make a batch.
   *
   * @param more milliseconds than its pace says
   */
  void warmUp(long more) {
    double cold = (pace.warmUpMillis() + more) * NANOS_PER_MILLI;
    long end = System.nanoTime() + (pace.mostWarmUpMillis() + more) * NANOS_PER_MILLI;
    int runs = 0;
    int missing = 0;
    while ((cold > 0 || missing > 0) && System.nanoTime() < end) {
      work.prepare(batch);
      Reading reading = stopwatch.timed(work, batch);
      cold -= reading.wallNanos() * batch;
      runs += batch;
      missing = reading.wallNanos() < SHORT ? COMPILED - runs : 0;
      if (isRepeatable) {
        double fits = pace.batchMicros() * NANOS_PER_MICRO / Math.max(1, reading.wallNanos());
        batch = (int) Math.max(1, Math.min(LARGEST_BATCH, fits));
      }
      if (reading.wallNanos() > LONG) {
        least = 1;
      }
    }
    measured = System.nanoTime() + pace.measureMillis() * NANOS_PER_MILLI;
  }

  /** Whether another round is to be measured. */
  boolean needsMore() {
    return readings.size() < least
        || (readings.size() < pace.mostRounds() && System.nanoTime() < measured);
  }

  /** What is not measured. */
  void prepare() {
    work.prepare(batch);
  }

  /** A round that is measured, after {@link #prepare}. */
  Reading run() {
    Reading reading = stopwatch.timed(work, batch);
    readings.add(reading);
    return reading;
  }

  /** Of all rounds, of which there has been one at least. */
  Figures figures() {
    return Reading.figures(readings, work.messageBytes(), work.retainedBytes());
  }
}
