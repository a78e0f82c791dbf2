package dev.claviger.conformance.tokencheck;

import java.time.Duration;

/**
 * How much is measured, and how long is waited.
 *
 * @param time of each measurement; zero for none
 * @param sessions that are used at once in the second measurement of each key
 * @param patience with each check; longer than a vault waits for a session
 */
public record Effort(Duration time, int sessions, Duration patience) {
  /** Three times as long as a vault waits for a session. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The checks alone. */
  public static final Effort QUICK = new Effort(Duration.ZERO, 1, PATIENCE);

  boolean measures() {
    return !time.isZero();
  }
}
