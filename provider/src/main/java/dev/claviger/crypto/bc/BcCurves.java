package dev.claviger.crypto.bc;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.primitive.KeyEncodings;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;

/** The NIST curves with Bouncy Castle's hand-written field arithmetic. */
final class BcCurves {
  private static final ECDomainParameters P256 = domain("secp256r1");
  private static final ECDomainParameters P384 = domain("secp384r1");
  private static final ECDomainParameters P521 = domain("secp521r1");

  private BcCurves() {}

  static ECDomainParameters domain(Curve curve) {
    return switch (curve) {
      case P256 -> P256;
      case P384 -> P384;
      case P521 -> P521;
      default -> throw new IllegalArgumentException(curve + " is no NIST curve");
    };
  }

  /**
   * @throws InvalidPublicKeyException if it is not an uncompressed, finite point of the curve
   */
  static ECPoint decode(Curve curve, Bytes encoded) {
    KeyEncodings.requireLength(curve, encoded);
    if (encoded.get(0) != 0x04) {
      throw new InvalidPublicKeyException("not an uncompressed point of " + curve.jcaName());
    }
    try {
      return domain(curve)
          .validatePublicPoint(domain(curve).getCurve().decodePoint(encoded.toByteArray()));
    } catch (IllegalArgumentException e) {
      throw new InvalidPublicKeyException("not a point of " + curve.jcaName(), e);
    }
  }

  private static ECDomainParameters domain(String name) {
    X9ECParameters parameters = CustomNamedCurves.getByName(name);
    return new ECDomainParameters(parameters);
  }
}
