package dev.claviger.mls.spi;

import java.time.Duration;

/**
 * To how many epochs back a group can be rewound, if it turns out that others have followed another
 * Commit (RFC 9420 §14). An epoch that is kept keeps all its secrets, its leaf key and the private
 * keys of its nodes: who gets hold of them reads that epoch and what follows from it, until
 * somebody who is not in their hands has committed. So none is kept unless that is asked for. They
 * go when either limit is passed: by count as soon as another epoch begins, by age before the next
 * message is processed or as soon as another epoch begins.
 *
 * @param count the number of epochs before the current one
 * @param age the time since an epoch was left
 */
public record KeptEpochs(int count, Duration age) {
  /** None: forward secrecy comes first. */
  public static final KeptEpochs NONE = new KeptEpochs(0, Duration.ZERO);

  /**
   * @throws IllegalArgumentException if one of them is negative
   */
  public KeptEpochs {
    if (count < 0 || age.isNegative()) {
      throw new IllegalArgumentException("a limit is not negative");
    }
  }
}
