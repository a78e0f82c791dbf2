package dev.claviger.conformance.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is told. */
final class Ticking extends Clock {
  static final Duration LIMIT = Duration.ofMinutes(5);

  private Instant now = Instant.now();

  /** More time goes by than the limit. */
  void pass() {
    now = now.plus(LIMIT).plusSeconds(1);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
