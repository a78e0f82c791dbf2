package dev.claviger.mls.spi;

import java.time.Duration;

/**
 * How long the message keys of an epoch that is over are kept, for application data that come late
 * (RFC 9420 §15.3). They decrypt and do nothing else, and they are erased when either limit is
 * passed: by count as soon as another epoch begins, by age before the next message is processed or
 * as soon as another epoch begins. A group in which nothing happens keeps them for longer; none of
 * them opens a message that comes too late.
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
