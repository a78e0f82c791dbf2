package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Turns raw keys of one curve into key objects of one JCA provider. */
final class JcaKeys {
  private final Curve curve;
  private final KeyFactory factory;
  private final boolean takesRaw;

  JcaKeys(Curve curve, Provider provider) throws NoSuchAlgorithmException {
    this.curve = curve;
    this.factory = KeyFactory.getInstance(algorithm("KeyFactory", curve, provider), provider);
    this.takesRaw = curve.isMontgomery() && takesRaw();
  }

  PrivateKey privateKey(Secret raw) {
    byte[] encoded = null;
    try {
      if (curve.isNist()) {
        BigInteger scalar = raw.apply(KeyScalars::unsigned);
        return factory.generatePrivate(
            new ECPrivateKeySpec(scalar, NistCurve.of(curve).parameters()));
      }
      if (takesRaw) {
        return factory.generatePrivate(new RawKeySpec(raw));
      }
      encoded = KeyEncodings.pkcs8(curve, raw);
      return factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new CryptoException(factory.getProvider().getName() + " refused a raw key", e);
    } finally {
      if (encoded != null) {
        Arrays.fill(encoded, (byte) 0);
      }
    }
  }

  /**
   * @throws InvalidPublicKeyException if the bytes are not a point of the curve
   */
  PublicKey publicKey(Bytes raw) {
    try {
      if (curve.isNist()) {
        NistCurve nist = NistCurve.of(curve);
        return factory.generatePublic(new ECPublicKeySpec(nist.decode(raw), nist.parameters()));
      }
      return factory.generatePublic(
          new X509EncodedKeySpec(KeyEncodings.subjectPublicKeyInfo(curve, raw)));
    } catch (InvalidKeySpecException e) {
      throw new InvalidPublicKeyException("not a public key of " + curve.jcaName(), e);
    }
  }

  /** Whether it agrees correctly with such a key is for the self-test to find out. */
  private boolean takesRaw() {
    try {
      factory.generatePrivate(new RawKeySpec(KnownKeyPair.of(curve).privateKey()));
      return true;
    } catch (InvalidKeySpecException e) {
      return false;
    }
  }

  /** What a provider calls a service for keys of that curve. */
  static String algorithm(String type, Curve curve, Provider provider) {
    if (curve.isNist()) {
      return "EC";
    }
    return provider.getService(type, curve.jcaName()) != null ? curve.jcaName() : "XDH";
  }
}
