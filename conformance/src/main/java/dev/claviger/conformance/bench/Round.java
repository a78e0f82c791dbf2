package dev.claviger.conformance.bench;

/**
 * One round of one program.
 *
 * @param done operations, of all threads together
 * @param nanos from the start of a thread's first operation to the end of its last, on average
 * @param cpuNanos of the threads that did them
 */
record Round(long done, long nanos, long cpuNanos) {
  double perSecond() {
    return done * 1e9 / nanos;
  }
}
