package dev.claviger.mls.spi;

import dev.claviger.mls.wire.Lifetime;
import java.time.Duration;
import java.time.Instant;

/**
 * How long KeyPackages live (RFC 9420 §7.2).
 *
 * @param own the lifetime of our own KeyPackages
 * @param skew by how much ours begin in the past, for clocks that are behind
 * @param maximum the longest total lifetime of another's KeyPackage that is accepted
 */
public record LifetimePolicy(Duration own, Duration skew, Duration maximum) {
  /** Ours live for 90 days, an hour of it in the past; others' may live for 400 days. */
  public static final LifetimePolicy DEFAULT =
      new LifetimePolicy(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(400));

  /**
   * @throws IllegalArgumentException if a duration is negative, or our own is beyond the maximum
   */
  public LifetimePolicy {
    if (own.isNegative() || skew.isNegative() || own.plus(skew).compareTo(maximum) > 0) {
      throw new IllegalArgumentException("own lifetime and skew must fit into the maximum");
    }
  }

  /** The same with no maximum: even the range from 0 to 2^64 - 1 is accepted. */
  public LifetimePolicy withoutMaximum() {
    return new LifetimePolicy(own, skew, Duration.ofSeconds(Long.MAX_VALUE));
  }

  /** The lifetime of a KeyPackage of ours made at that time. */
  public Lifetime startingAt(Instant now) {
    return new Lifetime(now.minus(skew).getEpochSecond(), now.plus(own).getEpochSecond());
  }

  /** Whether another's lifetime is no longer than the maximum. */
  public boolean accepts(Lifetime lifetime) {
    return maximum.toSeconds() == Long.MAX_VALUE || lifetime.isAtMost(maximum.toSeconds());
  }
}
