package dev.claviger.conformance.bench;

import java.time.Duration;
import java.util.Locale;

/** How often a second something was done, on one thread. */
public record Rate(double perSecond) {
  /** Reading the clock must not be what is measured. */
  private static final int BATCH = 8;

  /** Warms up for as long as it then measures. */
  public static Rate of(Runnable operation, Duration time) {
    measure(operation, time);
    return measure(operation, time);
  }

  /** Three significant digits at most: {@code 940}, {@code 23.1 k}, {@code 2.5 M}. */
  @Override
  public String toString() {
    if (perSecond >= 1e6) {
      return String.format(Locale.ROOT, "%.1f M", perSecond / 1e6);
    }
    if (perSecond >= 1e3) {
      return String.format(Locale.ROOT, "%.1f k", perSecond / 1e3);
    }
    return String.format(Locale.ROOT, "%.0f", perSecond);
  }

  private static Rate measure(Runnable operation, Duration time) {
    long start = System.nanoTime();
    long done = 0;
    long elapsed;
    do {
      for (int i = 0; i < BATCH; i++) {
        operation.run();
      }
      done += BATCH;
      elapsed = System.nanoTime() - start;
    } while (elapsed < time.toNanos());
    return new Rate(done * 1e9 / elapsed);
  }
}
