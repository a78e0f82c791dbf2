package dev.claviger.conformance.bench.group;

/**
 * What a primitive costs.
 *
 * @param nanos of processor time, the median
 * @param tickNanos that a {@link Tick} took meanwhile
 */
record Price(double nanos, double tickNanos) {
  /** What it would cost where a tick takes so many nanoseconds. */
  double atTick(double nanosOfTick) {
    return nanos * nanosOfTick / tickNanos;
  }
}
