package dev.claviger.conformance.bench.group;

/**
 * How long a cell is measured.
 *
 * @param youngMillis spent on the first cell of a process before all else, for it has the most that
 *     is not compiled yet
 * @param warmUpMillis spent on runs before anything counts; short runs take longer, for there must
 *     be many
 * @param mostWarmUpMillis spent on them and on preparing them, even if they have had less then
 * @param measureMillis spent after that
 * @param leastRounds are measured even if that takes longer
 * @param mostRounds are measured even if that takes less
 * @param batchMicros how long a batch of short runs takes, about
 */
public record Pace(
    long youngMillis,
    long warmUpMillis,
    long mostWarmUpMillis,
    long measureMillis,
    int leastRounds,
    int mostRounds,
    long batchMicros) {
  /** The least that shows that everything works; the figures mean nothing. */
  public static final Pace ONCE = new Pace(0, 0, 0, 0, 1, 1, 0);

  /** Rough figures. */
  public static final Pace QUICK = new Pace(0, 1_000, 1_000, 700, 3, Integer.MAX_VALUE, 10_000);

  /** For the record: other cells of the same JVM have warmed up much of what it calls. */
  public static final Pace WHOLE = new Pace(12_000, 1_500, 20_000, 2_500, 3, 100, 20_000);

  /** Of primitives, which are short, and all that is warmed up is one of them. */
  private static final Pace PRICES = new Pace(0, 800, 1_000, 400, 3, Integer.MAX_VALUE, 10_000);

  /** Few runs fit into a second then, and the JVM compiles by their number. */
  private static final Pace LONG_PRICES =
      new Pace(0, 3_500, 4_000, 500, 3, Integer.MAX_VALUE, 10_000);

  private static final int LONG = 1 << 16;

  /**
   * That of a primitive in a run at this one.
   *
   * @param length of what it is applied to, in bytes
   */
  Pace ofPrice(int length) {
    if (measureMillis == 0) {
      return this;
    }
    return length > LONG ? LONG_PRICES : PRICES;
  }
}
