package dev.claviger.mls;

import dev.claviger.mls.wire.LastResort;
import java.time.Duration;
import java.util.Optional;

/**
 * How many KeyPackages a {@link KeyPackagePool} holds ready, and how long.
 *
 * @param fresh how many there shall be to be used once each
 * @param lastResort the mark of the one of last resort; empty if there shall be none
 * @param margin how long before its lifetime ends a KeyPackage is withdrawn from the directory and
 *     another takes its place
 * @param grace how long after it was withdrawn its keys are kept, for a Welcome that is on its way;
 *     no longer than its lifetime in any case
 * @param keys how many keys of the vault the pool may hold at most: a KeyPackage has two, and one
 *     that was withdrawn has them until its grace is over
 */
public record KeyPackagePoolPolicy(
    int fresh, Optional<LastResort> lastResort, Duration margin, Duration grace, int keys) {
  /** Twenty and one of last resort, replaced a week before they end, kept for a day after. */
  public static final KeyPackagePoolPolicy DEFAULT =
      new KeyPackagePoolPolicy(
          20,
          Optional.of(LastResort.EXTENSION),
          Duration.ofDays(7),
          Duration.ofDays(1),
          Integer.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if a number or a duration is negative
   */
  public KeyPackagePoolPolicy {
    if (fresh < 0 || keys < 0 || margin.isNegative() || grace.isNegative()) {
      throw new IllegalArgumentException("a pool has no fewer than none");
    }
  }

  /** The same with another number of fresh ones. */
  public KeyPackagePoolPolicy fresh(int number) {
    return new KeyPackagePoolPolicy(number, lastResort, margin, grace, keys);
  }

  /** The same with the mark of last resort in that form. */
  public KeyPackagePoolPolicy lastResort(LastResort form) {
    return new KeyPackagePoolPolicy(fresh, Optional.of(form), margin, grace, keys);
  }

  /** The same with none of last resort. */
  public KeyPackagePoolPolicy withoutLastResort() {
    return new KeyPackagePoolPolicy(fresh, Optional.empty(), margin, grace, keys);
  }

  /** The same with that time before the end of a lifetime. */
  public KeyPackagePoolPolicy margin(Duration time) {
    return new KeyPackagePoolPolicy(fresh, lastResort, time, grace, keys);
  }

  /** The same with that time after a withdrawal. */
  public KeyPackagePoolPolicy grace(Duration time) {
    return new KeyPackagePoolPolicy(fresh, lastResort, margin, time, keys);
  }

  /** The same with so many keys of the vault at most. */
  public KeyPackagePoolPolicy keys(int most) {
    return new KeyPackagePoolPolicy(fresh, lastResort, margin, grace, most);
  }
}
