package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.primitive.KeyEncodings;
import dev.claviger.crypto.primitive.NistCurve;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Public keys between their MLS encoding and JCA objects. */
public final class MlsPublicKeys {
  /**
   * Providers that keep keys elsewhere and answer to standard names: not for a plain public key.
   */
  private static final String ANDROID_KEY_STORE = "AndroidKeyStore";

  private static final Map<String, KeyFactory> FACTORIES = new ConcurrentHashMap<>();

  private MlsPublicKeys() {}

  /**
   * @throws InvalidPublicKeyException if the bytes are not a valid public key of the curve
   */
  public static PublicKey toJca(Curve curve, Bytes encoded) {
    if (curve.isNist()) {
      NistCurve.of(curve).decode(encoded);
    }
    byte[] spki = KeyEncodings.subjectPublicKeyInfo(curve, encoded);
    try {
      return factory(curve).generatePublic(new X509EncodedKeySpec(spki));
    } catch (InvalidKeySpecException e) {
      throw new InvalidPublicKeyException("not a public key of " + curve.jcaName(), e);
    }
  }

  /**
   * @throws InvalidPublicKeyException if it is not a public key of the curve
   */
  public static Bytes toMls(Curve curve, PublicKey key) {
    return KeyEncodings.rawPublicKey(curve, key.getEncoded());
  }

  private static KeyFactory factory(Curve curve) {
    return FACTORIES.computeIfAbsent(
        curve.isNist() ? "EC" : curve.jcaName(), MlsPublicKeys::softwareFactory);
  }

  private static KeyFactory softwareFactory(String algorithm) {
    for (Provider provider : Security.getProviders()) {
      boolean holdsKeys =
          provider.getName().startsWith("SunPKCS11")
              || provider.getName().equals(ANDROID_KEY_STORE)
              || provider.getName().equals("MLS");
      if (!holdsKeys && provider.getService("KeyFactory", algorithm) != null) {
        try {
          return KeyFactory.getInstance(algorithm, provider);
        } catch (NoSuchAlgorithmException e) {
          throw new CryptoException(provider.getName() + " lost KeyFactory " + algorithm, e);
        }
      }
    }
    throw new CryptoException("no installed provider has a KeyFactory for " + algorithm);
  }
}
