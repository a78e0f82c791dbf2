package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.EnumMap;
import java.util.Map;

/** Points of the NIST curves, {@code 04 ‖ X ‖ Y}: all of them but infinity have full order. */
final class NistPoint {
  private static final int UNCOMPRESSED = 0x04;
  private static final Map<Curve, Equation> EQUATIONS = new EnumMap<>(Curve.class);

  /** {@code y² = x³ + ax + b} over the integers modulo p. */
  private record Equation(BigInteger p, BigInteger a, BigInteger b) {
    boolean holds(BigInteger x, BigInteger y) {
      BigInteger right = x.multiply(x).add(a).multiply(x).add(b);
      return x.compareTo(p) < 0
          && y.compareTo(p) < 0
          && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }
  }

  static {
    for (Curve curve : Curve.values()) {
      if (curve.isNist()) {
        EQUATIONS.put(curve, equation(curve));
      }
    }
  }

  private NistPoint() {}

  /**
   * RFC 9180 §7.1.4 (partial validation of SP 800-56A: the curves have cofactor one).
   *
   * @param key of the curve's length already
   * @throws InvalidPublicKeyException if it is no point of the curve
   */
  static void check(Curve curve, Bytes key) {
    int field = curve.fieldLength();
    BigInteger x = new BigInteger(1, key.slice(1, 1 + field).toByteArray());
    BigInteger y = new BigInteger(1, key.slice(1 + field, key.length()).toByteArray());
    if (key.get(0) != UNCOMPRESSED || !EQUATIONS.get(curve).holds(x, y)) {
      throw new InvalidPublicKeyException(
          "the public key is not an uncompressed point of " + curve + " (RFC 9180 §7.1.4)");
    }
  }

  private static Equation equation(Curve curve) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(curve.jcaName()));
      ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
      return new Equation(
          ((ECFieldFp) spec.getCurve().getField()).getP(),
          spec.getCurve().getA(),
          spec.getCurve().getB());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime does not know " + curve.jcaName(), e);
    }
  }
}
