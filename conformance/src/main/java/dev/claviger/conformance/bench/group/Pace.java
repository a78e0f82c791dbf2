package dev.claviger.conformance.bench.group;

/**
 * How long a cell is measured.
 *
 * @param warmUpMillis spent before anything counts, runs and their preparation together
 * @param measureMillis spent after that
 * @param leastRounds are measured even if that takes longer
 * @param batchMicros how long a batch of a short operation takes, about
 */
public record Pace(long warmUpMillis, long measureMillis, int leastRounds, long batchMicros) {
  /** The least that shows that everything works; the figures mean nothing. */
  public static final Pace ONCE = new Pace(0, 0, 1, 0);

  /** Rough figures. */
  public static final Pace QUICK = new Pace(1_000, 700, 3, 10_000);

  /** For the record. */
  public static final Pace WHOLE = new Pace(4_000, 5_000, 10, 20_000);
}
