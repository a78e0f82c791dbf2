package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;
import java.time.Duration;
import java.time.Instant;

/**
 * When a KeyPackage may be used (RFC 9420 §7.2), in seconds since 1970-01-01T00:00:00Z, both
 * unsigned and both inclusive.
 *
 * <pre>
 * struct {
 *     uint64 not_before;
 *     uint64 not_after;
 * } Lifetime;
 * </pre>
 */
public record Lifetime(long notBefore, long notAfter) implements TlsStruct {
  public static Lifetime read(TlsReader r) {
    return new Lifetime(r.uint64("Lifetime.not_before"), r.uint64("Lifetime.not_after"));
  }

  @Override
  public void write(TlsWriter w) {
    w.uint64(notBefore).uint64(notAfter);
  }

  public boolean covers(Instant time) {
    return covers(time, Duration.ZERO);
  }

  /** Whether it covers that time, or ended before it by no more than that. */
  public boolean covers(Instant time, Duration late) {
    long now = time.getEpochSecond();
    return Long.compareUnsigned(notBefore, now) <= 0
        && Long.compareUnsigned(Math.max(0, now - late.toSeconds()), notAfter) <= 0;
  }

  /** Whether it does not end before it begins. */
  public boolean isRange() {
    return Long.compareUnsigned(notBefore, notAfter) <= 0;
  }

  /** Whether the range is no longer than that many seconds. */
  public boolean isAtMost(long seconds) {
    return isRange() && Long.compareUnsigned(notAfter - notBefore, seconds) <= 0;
  }
}
