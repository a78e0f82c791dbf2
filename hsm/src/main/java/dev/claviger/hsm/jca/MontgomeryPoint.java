package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import java.math.BigInteger;
import java.util.Set;

/**
 * X25519 and X448 public keys: any string of the right length is one (RFC 7748 §5), but those of
 * small order make the agreement zero for every private key (§6). When the token keeps the result
 * to itself nobody sees the zeros, so such keys are told before they are sent.
 *
 * <p>Private keys are multiples of the cofactor: 8, or 4 on the twist of Curve25519, on Curve448
 * and on its twist. So the points to refuse are those whose order divides it, on curve and twist
 * together: {@code u} is 0 (order two), 1 or -1 (four), or on Curve25519 one of the two of order
 * eight; there are no others, for each group is a prime times its cofactor. A key is reduced before
 * it is looked for among them: encodings need not be. The input is public, so the time taken may
 * depend on it.
 */
final class MontgomeryPoint {
  private static final BigInteger P25519 =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger P448 =
      BigInteger.ONE
          .shiftLeft(448)
          .subtract(BigInteger.ONE.shiftLeft(224))
          .subtract(BigInteger.ONE);
  private static final Set<BigInteger> SMALL_25519 =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          P25519.subtract(BigInteger.ONE),
          new BigInteger("00b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0", 16),
          new BigInteger("57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5f", 16));
  private static final Set<BigInteger> SMALL_448 =
      Set.of(BigInteger.ZERO, BigInteger.ONE, P448.subtract(BigInteger.ONE));

  private MontgomeryPoint() {}

  /**
   * @param key of the curve's length already
   * @throws InvalidPublicKeyException if it is of small order
   */
  static void check(Curve curve, Bytes key) {
    boolean small =
        curve == Curve.X25519
            ? SMALL_25519.contains(u(key, 255, P25519))
            : SMALL_448.contains(u(key, 448, P448));
    if (small) {
      throw new InvalidPublicKeyException(
          "the public key is of small order: every agreement with it is zero on "
              + curve
              + " (RFC 7748 §6, RFC 9180 §7.1.4)");
    }
  }

  /** Little-endian, without the bits beyond the field (RFC 7748 §5). */
  private static BigInteger u(Bytes key, int bits, BigInteger p) {
    byte[] bigEndian = new byte[key.length()];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = (byte) key.get(bigEndian.length - 1 - i);
    }
    bigEndian[0] &= (byte) (0xFF >> (8 * bigEndian.length - bits));
    BigInteger u = new BigInteger(1, bigEndian);
    return u.compareTo(p) < 0 ? u : u.subtract(p);
  }
}
