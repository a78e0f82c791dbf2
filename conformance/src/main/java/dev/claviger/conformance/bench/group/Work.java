package dev.claviger.conformance.bench.group;

/** An operation that can be repeated, in batches; what is not measured happens in between. */
interface Work extends AutoCloseable {
  /** Gets a number of runs ready. */
  default void prepare(int runs) {}

  /**
   * One run.
   *
   * @return something to look at, so that nothing is optimized away
   */
  Object run();

  /** The bytes that the last run sent or took in; 0 if there are none. */
  default int messageBytes() {
    return 0;
  }

  /** The heap that a member retains; 0 where that is not measured. */
  default long retainedBytes() {
    return 0;
  }

  @Override
  default void close() {}
}
