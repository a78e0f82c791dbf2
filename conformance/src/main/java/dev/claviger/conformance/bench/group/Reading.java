package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.Spread;
import dev.claviger.conformance.bench.stack.Usage;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run took, the mean of a batch.
 *
 * @param tickNanos that a {@link Tick} took around the batch
 */
record Reading(
    double wallNanos, double cpuNanos, double allocatedBytes, Usage usage, double tickNanos) {

  /**
   * Quantiles of each figure, of times as they would have been at the same tick.
   *
   * @param readings one at least
   */
  static Figures figures(List<Reading> readings, int messageBytes, long retainedBytes) {
    double tick = spread(readings, Reading::tickNanos).median();
    return new Figures(
        spread(readings, reading -> reading.wallNanos() * tick / reading.tickNanos()),
        spread(readings, reading -> reading.cpuNanos() * tick / reading.tickNanos()),
        spread(readings, Reading::allocatedBytes).median(),
        messageBytes,
        retainedBytes,
        spread(readings, reading -> reading.usage().tokenCalls()).median(),
        spread(readings, reading -> reading.usage().storedRows()).median(),
        spread(readings, reading -> reading.usage().storedBytes()).median(),
        readings.size(),
        tick);
  }

  private static Spread spread(List<Reading> readings, ToDoubleFunction<Reading> figure) {
    return Spread.of(readings.stream().map(figure::applyAsDouble).toList());
  }
}
