package dev.claviger.conformance.vectors.generate;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.conformance.vectors.PrivateKeys;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.Primitives;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/**
 * A key pair whose private half is printed in the vectors.
 *
 * @param raw the private key in the encoding of the formats
 */
record PublishedKey(PrivateKey privateKey, Bytes raw, Bytes publicKey) {
  static PublishedKey hpke(CipherSuite suite, SecureRandom random) {
    return of(suite.kem().curve(), random);
  }

  static PublishedKey signature(CipherSuite suite, SecureRandom random) {
    return of(suite.signatureScheme().curve(), random);
  }

  static PublishedKey of(Curve curve, SecureRandom random) {
    byte[] raw =
        curve == Curve.ED25519 || curve == Curve.ED448
            ? seed(curve, random)
            : KeyScalars.random(curve, random).expose();
    Bytes value = Bytes.copyOf(raw);
    return new PublishedKey(PrivateKeys.of(curve, value), value, publicKey(curve, raw));
  }

  SignaturePublicKey signaturePublicKey() {
    return new SignaturePublicKey(publicKey);
  }

  HpkePublicKey hpkePublicKey() {
    return new HpkePublicKey(publicKey);
  }

  HpkeKeyPair hpkePair() {
    return new HpkeKeyPair(privateKey, hpkePublicKey());
  }

  private static byte[] seed(Curve curve, SecureRandom random) {
    byte[] seed =
        new byte[curve == Curve.ED25519 ? Ed25519.SECRET_KEY_SIZE : Ed448.SECRET_KEY_SIZE];
    random.nextBytes(seed);
    return seed;
  }

  private static Bytes publicKey(Curve curve, byte[] raw) {
    switch (curve) {
      case ED25519 -> {
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(raw, 0, publicKey, 0);
        return Bytes.wrap(publicKey);
      }
      case ED448 -> {
        byte[] publicKey = new byte[Ed448.PUBLIC_KEY_SIZE];
        Ed448.generatePublicKey(raw, 0, publicKey, 0);
        return Bytes.wrap(publicKey);
      }
      default -> {
        return Primitives.of(Engine.provider()).fixedBase(curve).publicKey(Secret.wrap(raw));
      }
    }
  }
}
