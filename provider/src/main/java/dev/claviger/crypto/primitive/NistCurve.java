package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.EnumMap;
import java.util.Map;

/** The public arithmetic of a NIST curve: points in and out of bytes, and the curve equation. */
public final class NistCurve {
  private static final Map<Curve, NistCurve> CURVES = new EnumMap<>(Curve.class);

  static {
    for (Curve curve : Curve.values()) {
      if (curve.isNist()) {
        CURVES.put(curve, new NistCurve(curve));
      }
    }
  }

  private static final int UNCOMPRESSED = 0x04;

  private final Curve curve;
  private final ECParameterSpec parameters;
  private final BigInteger prime;

  private NistCurve(Curve curve) {
    this.curve = curve;
    try {
      AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
      named.init(new ECGenParameterSpec(curve.jcaName()));
      this.parameters = named.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new CryptoException("this JVM does not know " + curve.jcaName(), e);
    }
    this.prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
  }

  /**
   * @throws IllegalArgumentException if it is no NIST curve
   */
  public static NistCurve of(Curve curve) {
    NistCurve nist = CURVES.get(curve);
    if (nist == null) {
      throw new IllegalArgumentException(curve + " is no NIST curve");
    }
    return nist;
  }

  public ECParameterSpec parameters() {
    return parameters;
  }

  public BigInteger order() {
    return parameters.getOrder();
  }

  /**
   * The point of {@code 04 ‖ X ‖ Y}, fully validated (SP 800-56A §5.6.2.3.3; the cofactor is 1).
   *
   * @throws InvalidPublicKeyException if the length, the form or a coordinate is wrong, or the
   *     point is not on the curve
   */
  public ECPoint decode(Bytes encoded) {
    KeyEncodings.requireLength(curve, encoded);
    if (encoded.get(0) != UNCOMPRESSED) {
      throw new InvalidPublicKeyException("not an uncompressed point of " + curve.jcaName());
    }
    BigInteger x = coordinate(encoded, 1);
    BigInteger y = coordinate(encoded, 1 + curve.fieldLength());
    if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0 || !isOnCurve(x, y)) {
      throw new InvalidPublicKeyException("not a point of " + curve.jcaName());
    }
    return new ECPoint(x, y);
  }

  public Bytes encode(ECPoint point) {
    byte[] encoded = new byte[curve.publicKeyLength()];
    encoded[0] = UNCOMPRESSED;
    put(point.getAffineX(), encoded, 1);
    put(point.getAffineY(), encoded, 1 + curve.fieldLength());
    return Bytes.wrap(encoded);
  }

  ECPoint negate(ECPoint point) {
    return new ECPoint(point.getAffineX(), prime.subtract(point.getAffineY()));
  }

  /**
   * The point P from x(P) and x(P + G), where G is the base point. Adding G gives {@code x(P+G) =
   * ((y−y_G)/(x−x_G))² − x − x_G}, which together with the curve equation is linear in y.
   */
  ECPoint recover(BigInteger x, BigInteger xPlusBase) {
    BigInteger gx = parameters.getGenerator().getAffineX();
    BigInteger gy = parameters.getGenerator().getAffineY();
    BigInteger difference = x.subtract(gx);
    BigInteger squared =
        xPlusBase.add(x).add(gx).multiply(difference).multiply(difference).mod(prime);
    BigInteger y =
        rightSide(x)
            .add(gy.multiply(gy))
            .subtract(squared)
            .multiply(gy.shiftLeft(1).modInverse(prime))
            .mod(prime);
    return new ECPoint(x, y);
  }

  private boolean isOnCurve(BigInteger x, BigInteger y) {
    return rightSide(x).subtract(y.multiply(y)).mod(prime).signum() == 0;
  }

  /** x³ + ax + b, not reduced. */
  private BigInteger rightSide(BigInteger x) {
    EllipticCurve equation = parameters.getCurve();
    return x.multiply(x).add(equation.getA()).multiply(x).add(equation.getB());
  }

  private BigInteger coordinate(Bytes encoded, int from) {
    return encoded.slice(from, from + curve.fieldLength()).apply(KeyScalars::unsigned);
  }

  private void put(BigInteger coordinate, byte[] target, int at) {
    byte[] bytes = coordinate.toByteArray();
    int skip = Math.max(0, bytes.length - curve.fieldLength());
    int length = bytes.length - skip;
    System.arraycopy(bytes, skip, target, at + curve.fieldLength() - length, length);
  }
}
