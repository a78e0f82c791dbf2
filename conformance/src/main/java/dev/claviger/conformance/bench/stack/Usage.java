package dev.claviger.conformance.bench.stack;

/**
 * What was used beside processor and heap.
 *
 * @param tokenCalls that a token has answered
 * @param storedRows that were written to a store, or deleted one by one
 * @param storedBytes that the written ones have, before they are sealed
 */
public record Usage(double tokenCalls, double storedRows, double storedBytes) {
  public static final Usage NONE = new Usage(0, 0, 0);

  /** Since another time, for each of so many runs. */
  public Usage since(Usage before, int runs) {
    return new Usage(
        (tokenCalls - before.tokenCalls) / runs,
        (storedRows - before.storedRows) / runs,
        (storedBytes - before.storedBytes) / runs);
  }
}
