package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.Spread;

/**
 * What an operation costs. Times are those of a machine on which a {@link Tick} takes what it took
 * here; a report has all of a run at the same tick.
 *
 * @param wallNanos of one run, by the clock
 * @param cpuNanos of one run, on all Java threads
 * @param allocatedBytes of one run, the median
 * @param messageBytes that one run sends or takes in
 * @param retainedBytes of the heap, by a member who joined; 0 where that is not measured
 * @param tokenCalls of one run; 0 where there is no token
 * @param storedRows that one run writes or deletes; 0 where there is no store
 * @param storedBytes of those that it writes, before they are sealed
 * @param rounds how many batches were measured
 * @param tickNanos that a tick took before and after them, the median
 */
public record Figures(
    Spread wallNanos,
    Spread cpuNanos,
    double allocatedBytes,
    int messageBytes,
    long retainedBytes,
    double tokenCalls,
    double storedRows,
    double storedBytes,
    int rounds,
    double tickNanos) {
  /** As they would be where a tick takes so many nanoseconds. */
  Figures atTick(double nanos) {
    return new Figures(
        wallNanos.times(nanos / tickNanos),
        cpuNanos.times(nanos / tickNanos),
        allocatedBytes,
        messageBytes,
        retainedBytes,
        tokenCalls,
        storedRows,
        storedBytes,
        rounds,
        tickNanos);
  }
}
