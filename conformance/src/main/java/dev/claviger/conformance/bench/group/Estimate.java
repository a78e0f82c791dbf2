package dev.claviger.conformance.bench.group;

import java.util.List;
import java.util.Locale;

/** What a run in forked JVMs will take, before it is begun. */
public final class Estimate {
  /** A JVM's start and the founding of its groups, about. */
  private static final long START_MILLIS = 5_000;

  private static final long MILLIS_PER_MINUTE = 60_000;

  private Estimate() {}

  /** For the one who waits. */
  public static String of(List<Cell> cells, Pace pace) {
    int machines = CellGroup.of(cells).size();
    return String.format(
        Locale.ROOT,
        "%,d cells in %,d JVMs, about %,d minutes",
        cells.size(),
        machines,
        (millis(cells.size(), machines, pace) + MILLIS_PER_MINUTE - 1) / MILLIS_PER_MINUTE);
  }

  private static long millis(long cells, long machines, Pace pace) {
    return cells * (pace.warmUpMillis() + pace.measureMillis())
        + machines * (pace.youngMillis() + START_MILLIS);
  }
}
