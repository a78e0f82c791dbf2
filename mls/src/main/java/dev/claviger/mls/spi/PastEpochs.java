package dev.claviger.mls.spi;

import java.time.Duration;

/**
 * How long the message keys of an epoch that is over are kept, for application data that come late
 * (RFC 9420 §15.3). They decrypt and do nothing else, and they are erased when either limit is
 * passed: at once by count, by age with the next operation on the group.
 *
 * @param count the number of past epochs
 * @param age the time since an epoch was left
 */
public record PastEpochs(int count, Duration age) {
  /** Three epochs, for an hour at most. */
  public static final PastEpochs DEFAULT = new PastEpochs(3, Duration.ofHours(1));

  /** None: what comes after the Commit that ended its epoch is lost. */
  public static final PastEpochs NONE = new PastEpochs(0, Duration.ZERO);

  /**
   * @throws IllegalArgumentException if one of them is negative
   */
  public PastEpochs {
    if (count < 0 || age.isNegative()) {
      throw new IllegalArgumentException("a limit is not negative");
    }
  }
}
