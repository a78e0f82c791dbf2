package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.NamedParameterSpec;

/** Public keys as the JDK sees them, without any code of the engine. */
final class Points {
  private Points() {}

  /** For NIST curves by their equation; the others accept every string of the right length. */
  static void assertOnCurve(Curve curve, Bytes encoded) {
    assertNotEquals(Bytes.wrap(new byte[encoded.length()]), encoded);
    if (curve.isNist()) {
      try {
        ECParameterSpec parameters = parameters(curve);
        ECPoint point = point(curve, encoded);
        BigInteger p = ((ECFieldFp) parameters.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger right =
            x.pow(3)
                .add(parameters.getCurve().getA().multiply(x))
                .add(parameters.getCurve().getB())
                .mod(p);
        assertEquals(right, point.getAffineY().pow(2).mod(p));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  static boolean jdkVerifies(
      SignatureScheme scheme, Bytes publicKey, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.jcaName(), "SunEC");
    verifier.initVerify(jdkKey(scheme.curve(), publicKey));
    verifier.update(message);
    return verifier.verify(signature);
  }

  private static PublicKey jdkKey(Curve curve, Bytes encoded) throws GeneralSecurityException {
    KeySpec spec =
        curve.isNist()
            ? new ECPublicKeySpec(point(curve, encoded), parameters(curve))
            : new EdECPublicKeySpec(new NamedParameterSpec(curve.jcaName()), edPoint(encoded));
    return KeyFactory.getInstance(curve.isNist() ? "EC" : "EdDSA", "SunEC").generatePublic(spec);
  }

  private static ECPoint point(Curve curve, Bytes encoded) {
    int n = curve.fieldLength();
    assertEquals(4, encoded.get(0));
    return new ECPoint(
        new BigInteger(1, encoded.slice(1, 1 + n).toByteArray()),
        new BigInteger(1, encoded.slice(1 + n, 1 + 2 * n).toByteArray()));
  }

  /** RFC 8032 §5.1.2: y little-endian, the sign of x in the highest bit. */
  private static EdECPoint edPoint(Bytes encoded) {
    byte[] bigEndian = new byte[encoded.length()];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = (byte) encoded.get(encoded.length() - 1 - i);
    }
    boolean xOdd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7F;
    return new EdECPoint(xOdd, new BigInteger(1, bigEndian));
  }

  private static ECParameterSpec parameters(Curve curve) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", "SunEC");
    parameters.init(new ECGenParameterSpec(curve.jcaName()));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }
}
