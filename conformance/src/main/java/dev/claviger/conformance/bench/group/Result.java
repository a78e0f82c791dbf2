package dev.claviger.conformance.bench.group;

/**
 * What came of a cell: figures, or an empty cell and why.
 *
 * @param figures null if it did not run
 * @param notRun why; null if it ran
 */
public record Result(Cell cell, Figures figures, String notRun) {
  static Result measured(Cell cell, Figures figures) {
    return new Result(cell, figures, null);
  }

  /** With times as they would be where a tick takes so many nanoseconds. */
  Result atTick(double nanos) {
    return figures == null ? this : measured(cell, figures.atTick(nanos));
  }

  public static Result notRun(Cell cell, String why) {
    return new Result(cell, null, why);
  }
}
