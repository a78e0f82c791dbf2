package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.Spread;
import dev.claviger.conformance.bench.stack.Usage;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one run took, the mean of a batch. */
record Reading(double wallNanos, double cpuNanos, double allocatedBytes, Usage usage) {

  /**
   * Quantiles of each figure.
   *
   * @param readings one at least
   */
  static Figures figures(List<Reading> readings, int messageBytes, long retainedBytes) {
    return new Figures(
        spread(readings, Reading::wallNanos),
        spread(readings, Reading::cpuNanos),
        spread(readings, Reading::allocatedBytes).median(),
        messageBytes,
        retainedBytes,
        spread(readings, reading -> reading.usage().tokenCalls()).median(),
        spread(readings, reading -> reading.usage().storedRows()).median(),
        spread(readings, reading -> reading.usage().storedBytes()).median(),
        readings.size());
  }

  private static Spread spread(List<Reading> readings, ToDoubleFunction<Reading> figure) {
    return Spread.of(readings.stream().map(figure::applyAsDouble).toList());
  }
}
