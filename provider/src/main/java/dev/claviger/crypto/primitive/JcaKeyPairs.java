package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;

/** Generates key pairs of one curve by one JCA provider, from that provider's randomness. */
final class JcaKeyPairs {
  private final Curve curve;
  private final Provider provider;
  private final String algorithm;

  JcaKeyPairs(Curve curve, Provider provider) {
    this.curve = curve;
    this.provider = provider;
    this.algorithm = JcaKeys.algorithm("KeyPairGenerator", curve, provider);
  }

  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
      if (curve.isNist()) {
        generator.initialize(new ECGenParameterSpec(curve.jcaName()));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new CryptoException("could not generate a key of " + curve.jcaName(), e);
    }
  }

  /** The public key of such a pair, in its MLS encoding. */
  Bytes publicKey(KeyPair pair) {
    return KeyEncodings.rawPublicKey(curve, pair.getPublic().getEncoded());
  }
}
