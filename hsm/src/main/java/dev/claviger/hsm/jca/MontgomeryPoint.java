package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import java.math.BigInteger;

/**
 * X25519 and X448 public keys: any string of the right length is one (RFC 7748 §5), but those of
 * small order make the agreement zero for every private key (§6). When the token keeps the result
 * to itself nobody sees the zeros, so such keys are told by their order, before they are sent.
 *
 * <p>A point is of small order exactly if multiplying it by 8 (4 for X448, whose curve and twist
 * both have that cofactor) gives infinity; private keys are multiples of it. That is three (two)
 * doublings on {@code u = X/Z}, RFC 7748 §5: {@code X' = (X²-Z²)²}, {@code Z' = 4XZ(X²+AXZ+Z²)},
 * and infinity is Z = 0. It covers the twist and the encodings that are not reduced, which a list
 * of known bad values easily misses. The input is public, so the time taken may depend on it.
 */
final class MontgomeryPoint {
  private static final BigInteger FOUR = BigInteger.valueOf(4);
  private static final BigInteger P25519 =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger P448 =
      BigInteger.ONE
          .shiftLeft(448)
          .subtract(BigInteger.ONE.shiftLeft(224))
          .subtract(BigInteger.ONE);
  private static final BigInteger A25519 = BigInteger.valueOf(486662);
  private static final BigInteger A448 = BigInteger.valueOf(156326);

  private MontgomeryPoint() {}

  /**
   * @param key of the curve's length already
   * @throws InvalidPublicKeyException if it is of small order
   */
  static void check(Curve curve, Bytes key) {
    boolean small =
        curve == Curve.X25519
            ? hasSmallOrder(u(key, 255), P25519, A25519, 3)
            : hasSmallOrder(u(key, 448), P448, A448, 2);
    if (small) {
      throw new InvalidPublicKeyException(
          "the public key is of small order: every agreement with it is zero on "
              + curve
              + " (RFC 7748 §6, RFC 9180 §7.1.4)");
    }
  }

  private static boolean hasSmallOrder(BigInteger u, BigInteger p, BigInteger a, int doublings) {
    BigInteger x = u.mod(p);
    BigInteger z = BigInteger.ONE;
    for (int i = 0; i < doublings; i++) {
      BigInteger xx = x.multiply(x);
      BigInteger zz = z.multiply(z);
      BigInteger xz = x.multiply(z);
      BigInteger difference = xx.subtract(zz);
      x = difference.multiply(difference).mod(p);
      z = FOUR.multiply(xz).multiply(xx.add(a.multiply(xz)).add(zz)).mod(p);
    }
    return z.signum() == 0;
  }

  /** Little-endian, without the bits beyond the field (RFC 7748 §5). */
  private static BigInteger u(Bytes key, int bits) {
    byte[] bigEndian = new byte[key.length()];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = (byte) key.get(bigEndian.length - 1 - i);
    }
    return new BigInteger(1, bigEndian).mod(BigInteger.ONE.shiftLeft(bits));
  }
}
