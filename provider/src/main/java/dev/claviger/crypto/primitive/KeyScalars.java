package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;

/** Private keys of the NIST and Montgomery curves as fixed-length secrets. */
public final class KeyScalars {
  private static final SecureRandom RANDOM = new SecureRandom();

  private KeyScalars() {}

  /** A uniformly random private key of an agreement curve or a NIST curve. */
  public static Secret random(Curve curve) {
    return random(curve, RANDOM);
  }

  /** As {@link #random(Curve)}, from a source of the caller's. */
  public static Secret random(Curve curve, SecureRandom source) {
    byte[] candidate = new byte[curve.fieldLength()];
    do {
      source.nextBytes(candidate);
      candidate[0] &= (byte) topMask(curve);
    } while (curve.isNist() && !isInRange(curve, candidate));
    return Secret.wrap(candidate);
  }

  /** Whether a big-endian integer is a private key of a NIST curve: 1 to order − 1. */
  public static boolean isInRange(Curve curve, byte[] candidate) {
    BigInteger scalar = new BigInteger(1, candidate);
    return scalar.signum() > 0 && scalar.compareTo(NistCurve.of(curve).order()) < 0;
  }

  /** The bits of the first byte that a key can use: P-521 leaves seven unused. */
  public static int topMask(Curve curve) {
    return curve == Curve.P521 ? 0x01 : 0xFF;
  }

  /**
   * The number that big-endian bytes are. {@code BigInteger} reads a range of an array itself, but
   * not on Android before API level 33.
   */
  public static BigInteger unsigned(byte[] array, int offset, int length) {
    byte[] range = Arrays.copyOfRange(array, offset, offset + length);
    try {
      return new BigInteger(1, range);
    } finally {
      Arrays.fill(range, (byte) 0);
    }
  }

  /** A scalar as big-endian bytes of the field's length. */
  static Secret encode(Curve curve, BigInteger scalar) {
    byte[] bytes = scalar.toByteArray();
    byte[] fixed = new byte[curve.fieldLength()];
    int length = Math.min(bytes.length, fixed.length);
    System.arraycopy(bytes, bytes.length - length, fixed, fixed.length - length, length);
    Arrays.fill(bytes, (byte) 0);
    return Secret.wrap(fixed);
  }
}
