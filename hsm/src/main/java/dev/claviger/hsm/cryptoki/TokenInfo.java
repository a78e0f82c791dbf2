package dev.claviger.hsm.cryptoki;

/**
 * What C_GetTokenInfo says, as far as it is used; texts without their padding.
 *
 * @param flags CKF_ bits of {@link Ck}
 * @param maxReadWriteSessions the limit, or {@link #UNLIMITED} if there is none or it is not told
 */
public record TokenInfo(
    String label,
    String manufacturer,
    String model,
    String serial,
    long flags,
    long maxReadWriteSessions) {
  public static final long UNLIMITED = 0;

  public boolean has(long flag) {
    return (flags & flag) != 0;
  }
}
