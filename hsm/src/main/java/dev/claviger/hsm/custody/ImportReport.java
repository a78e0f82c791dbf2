package dev.claviger.hsm.custody;

/**
 * What importing derived keys has come to since the vault was opened.
 *
 * @param imported how many keys were put into the token
 * @param destroyed how many of those were destroyed again, on RFC 9420's deletion schedule
 * @param alive how many are held at present
 * @param lost how many are held and were found to have died with their session
 */
public record ImportReport(long imported, long destroyed, long alive, long lost) {
  /** What a key costs in C_ calls, that is round trips, beside its uses. */
  public static final int CALLS_TO_IMPORT = 2;

  /** The same, for its destruction. */
  public static final int CALLS_TO_DESTROY = 1;

  /**
   * The price of importing: C_ calls that there would not have been with software keys, the uses of
   * the keys and what faults cost apart.
   */
  public long calls() {
    return imported * CALLS_TO_IMPORT + destroyed * CALLS_TO_DESTROY;
  }
}
