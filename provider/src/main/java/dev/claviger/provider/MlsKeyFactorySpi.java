package dev.claviger.provider;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.key.MlsPublicKeySpec;
import dev.claviger.crypto.primitive.KeyEncodings;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.X509EncodedKeySpec;

/** {@code KeyFactory} between MLS encodings and standard public keys. Private keys have neither. */
final class MlsKeyFactorySpi extends KeyFactorySpi {
  private final Curve curve;

  MlsKeyFactorySpi(Curve curve) {
    this.curve = curve;
  }

  @Override
  protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
    try {
      if (spec instanceof MlsPublicKeySpec mls) {
        return MlsPublicKeys.toJca(curve, mls.value());
      }
      if (spec instanceof X509EncodedKeySpec x509) {
        return MlsPublicKeys.toJca(curve, KeyEncodings.rawPublicKey(curve, x509.getEncoded()));
      }
    } catch (InvalidPublicKeyException e) {
      throw new InvalidKeySpecException(e.getMessage(), e);
    }
    throw new InvalidKeySpecException("give an MlsPublicKeySpec or an X509EncodedKeySpec");
  }

  @Override
  protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
    throw new InvalidKeySpecException(
        "private keys neither enter nor leave as bytes; generate them in a vault");
  }

  @Override
  protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type)
      throws InvalidKeySpecException {
    if (!(key instanceof PublicKey publicKey)) {
      throw new InvalidKeySpecException("a private key has no specification");
    }
    try {
      Bytes raw = MlsPublicKeys.toMls(curve, publicKey);
      if (type.isAssignableFrom(MlsPublicKeySpec.class)) {
        return type.cast(new MlsPublicKeySpec(raw));
      }
      if (type.isAssignableFrom(X509EncodedKeySpec.class)) {
        return type.cast(new X509EncodedKeySpec(KeyEncodings.subjectPublicKeyInfo(curve, raw)));
      }
    } catch (InvalidPublicKeyException e) {
      throw new InvalidKeySpecException(e.getMessage(), e);
    }
    throw new InvalidKeySpecException("no " + type.getSimpleName() + " of a public key");
  }

  @Override
  protected Key engineTranslateKey(Key key) throws InvalidKeyException {
    if (key instanceof PublicKey publicKey) {
      try {
        return MlsPublicKeys.toJca(curve, MlsPublicKeys.toMls(curve, publicKey));
      } catch (InvalidPublicKeyException e) {
        throw new InvalidKeyException(e.getMessage(), e);
      }
    }
    throw new InvalidKeyException("private keys are not translated");
  }
}
