package dev.claviger.mls.spi;

import dev.claviger.mls.wire.Lifetime;
import java.time.Duration;
import java.time.Instant;

/**
 * How long KeyPackages live (RFC 9420 §7.2), and by how much their time may be over where they are
 * met (§7.3). One that we send in a proposal or Commit ourselves is current to the second: that is
 * a MUST. For what we receive the RFC only recommends it, because time passes on the way.
 *
 * @param own the lifetime of our own KeyPackages
 * @param skew by how much ours begin in the past, for clocks that are behind
 * @param maximum the longest total lifetime of another's KeyPackage that is accepted
 * @param late by how much the time of a KeyPackage may be over in a proposal or Commit that we
 *     receive; a member that was offline for longer cannot follow a Commit that the others followed
 * @param stale by how much it may be over in the leaf of a member when we join a group, or follow
 *     it: a leaf keeps that of its KeyPackage until its owner's first Update or Commit
 */
public record LifetimePolicy(
    Duration own, Duration skew, Duration maximum, Duration late, Duration stale) {
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  /**
   * Ours live for 90 days, an hour of it in the past; others' may live for 400 days. Messages may
   * be a week late. The leaves of members may be of any age: one member that is silent for long
   * must not make the group one that nobody can join.
   */
  public static final LifetimePolicy DEFAULT =
      new LifetimePolicy(Duration.ofDays(90), Duration.ofHours(1), Duration.ofDays(400));

  /**
   * @throws IllegalArgumentException if a duration is negative, or our own is beyond the maximum
   */
  public LifetimePolicy {
    if (late.isNegative() || stale.isNegative()) {
      throw new IllegalArgumentException("a lifetime is not over before it ends");
    }
    if (own.isNegative() || skew.isNegative() || own.plus(skew).compareTo(maximum) > 0) {
      throw new IllegalArgumentException("own lifetime and skew must fit into the maximum");
    }
  }

  /** Messages a week late at most, members of any age. */
  public LifetimePolicy(Duration own, Duration skew, Duration maximum) {
    this(own, skew, maximum, Duration.ofDays(7), FOREVER);
  }

  /** The same with no maximum: even the range from 0 to 2^64 - 1 is accepted. */
  public LifetimePolicy withoutMaximum() {
    return new LifetimePolicy(own, skew, FOREVER, late, stale);
  }

  /** The same with messages that come later, or not as late. */
  public LifetimePolicy late(Duration tolerated) {
    return new LifetimePolicy(own, skew, maximum, tolerated, stale);
  }

  /** The same with members whose time may be over by so much when we join them, and no more. */
  public LifetimePolicy stale(Duration tolerated) {
    return new LifetimePolicy(own, skew, maximum, late, tolerated);
  }

  /** The lifetime of a KeyPackage of ours made at that time. */
  public Lifetime startingAt(Instant now) {
    return new Lifetime(now.minus(skew).getEpochSecond(), now.plus(own).getEpochSecond());
  }

  /** Whether another's lifetime is no longer than the maximum. */
  public boolean accepts(Lifetime lifetime) {
    return maximum.equals(FOREVER) || lifetime.isAtMost(maximum.toSeconds());
  }

  /** Whether a KeyPackage that we receive is current, or was so not long ago. */
  public boolean isCurrentOnReceipt(Lifetime lifetime, Instant now) {
    return lifetime.covers(now, late);
  }

  /** Whether the leaf of a member whom we join is. */
  public boolean isCurrentInTree(Lifetime lifetime, Instant now) {
    return stale.equals(FOREVER) || lifetime.covers(now, stale);
  }
}
