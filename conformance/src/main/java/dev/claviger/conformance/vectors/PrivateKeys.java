package dev.claviger.conformance.vectors;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.KeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.util.Arrays;

/**
 * The published private keys of test vectors as keys of the JDK. The engine takes any provider's
 * keys; this is the only place where the project turns bytes into one.
 */
public final class PrivateKeys {
  private PrivateKeys() {}

  /**
   * A key in the encoding of mlswg's vectors: big-endian scalars for NIST curves, the strings of
   * RFC 7748 and RFC 8032 for the others. Some stacks write the public key behind that of RFC 8032.
   *
   * @throws MalformedVectorException if these bytes are no private key of the curve
   */
  public static PrivateKey of(Curve curve, Bytes value) {
    try {
      return KeyFactory.getInstance(algorithm(curve)).generatePrivate(spec(curve, value));
    } catch (GeneralSecurityException e) {
      throw new MalformedVectorException("no private key of " + curve + ": " + e.getMessage(), e);
    }
  }

  private static String algorithm(Curve curve) {
    return curve.isNist() ? "EC" : curve.jcaName();
  }

  private static KeySpec spec(Curve curve, Bytes value) throws GeneralSecurityException {
    byte[] bytes = value.toByteArray();
    if (curve.isNist()) {
      return new ECPrivateKeySpec(new BigInteger(1, bytes), parameters(curve));
    }
    NamedParameterSpec name = new NamedParameterSpec(curve.jcaName());
    return curve.isMontgomery()
        ? new XECPrivateKeySpec(name, bytes)
        : new EdECPrivateKeySpec(name, seed(curve, bytes));
  }

  private static byte[] seed(Curve curve, byte[] key) {
    int length = curve.publicKeyLength();
    return key.length == 2 * length ? Arrays.copyOf(key, length) : key;
  }

  private static ECParameterSpec parameters(Curve curve) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve.jcaName()));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }
}
