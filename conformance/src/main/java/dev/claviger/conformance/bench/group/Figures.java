package dev.claviger.conformance.bench.group;

import dev.claviger.conformance.bench.Spread;

/**
 * What an operation costs.
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
    int rounds) {}
