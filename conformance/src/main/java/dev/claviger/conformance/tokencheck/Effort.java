package dev.claviger.conformance.tokencheck;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param time of each measurement; zero for none
 * @param sessions that are used at once in the second measurement of each key
 */
public record Effort(Duration time, int sessions) {
  /** The checks alone. */
  public static final Effort QUICK = new Effort(Duration.ZERO, 1);

  boolean measures() {
    return !time.isZero();
  }
}
