package dev.claviger.crypto.primitive;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;

/** A signature scheme of a JCA provider. */
final class JcaSignature implements SignaturePrimitive {
  /**
   * An object that took in more bytes than these is not used again: most providers keep the message
   * until it is whole, and Conscrypt then hands all of the buffer, as large as it ever was, to
   * native code. After 4 MiB each signature takes 90 µs more.
   */
  static final int LARGEST_KEPT = 4096;

  private final SignatureScheme scheme;
  private final JcaKeys keys;
  private final JcaKeyPairs pairs;
  private final ObjectPool<Reused> pool;

  /** An object of the provider, and the last key that it verified with. */
  private static final class Reused {
    final Signature signature;
    private Bytes raw = Bytes.empty();
    private PublicKey key;

    Reused(Signature signature) {
      this.signature = signature;
    }

    /** The key object of a raw key: a sender mostly has more than one signature to verify. */
    PublicKey key(Bytes wanted, JcaKeys keys) {
      if (!wanted.equals(raw) || key == null) {
        key = keys.publicKey(wanted);
        raw = Bytes.wrap(wanted.toByteArray());
      }
      return key;
    }
  }

  JcaSignature(SignatureScheme scheme, Provider signatures, JcaKeys keys, JcaKeyPairs pairs) {
    this.scheme = scheme;
    this.keys = keys;
    this.pairs = pairs;
    this.pool = new ObjectPool<>(() -> new Reused(create(scheme.jcaName(), signatures)));
  }

  @Override
  public RawKeyPair generate() {
    KeyPair pair = pairs.generate();
    return new RawKeyPair(raw(pair.getPrivate()), pairs.publicKey(pair));
  }

  @Override
  public Signer signer(RawKeyPair key) {
    PrivateKey prepared = keys.privateKey(key.privateKey());
    return message -> {
      Reused reused = pool.take();
      Signature signature = reused.signature;
      try {
        signature.initSign(prepared);
        message.apply(
            (a, o, n) -> {
              signature.update(a, o, n);
              return null;
            });
        Bytes signed = Bytes.wrap(signature.sign());
        give(reused, message);
        return signed;
      } catch (InvalidKeyException | SignatureException e) {
        throw new CryptoException(scheme.jcaName() + " could not sign", e);
      }
    };
  }

  @Override
  public void verify(Bytes publicKey, Bytes message, Bytes signed) {
    Reused reused = pool.take();
    Signature signature = reused.signature;
    boolean valid;
    try {
      signature.initVerify(reused.key(publicKey, keys));
      message.apply(
          (a, o, n) -> {
            signature.update(a, o, n);
            return null;
          });
      valid = signature.verify(signed.toByteArray());
    } catch (InvalidKeyException e) {
      throw new InvalidPublicKeyException("not a public key of " + scheme.jcaName(), e);
    } catch (SignatureException e) {
      valid = false;
    }
    give(reused, message);
    if (!valid) {
      throw new AuthenticationException("signature verification");
    }
  }

  private void give(Reused reused, Bytes message) {
    if (message.length() <= LARGEST_KEPT) {
      pool.give(reused);
    }
  }

  private Secret raw(PrivateKey key) {
    Curve curve = scheme.curve();
    if (key instanceof ECPrivateKey ec) {
      return KeyScalars.encode(curve, ec.getS());
    }
    byte[] encoded = key.getEncoded();
    try {
      return KeyEncodings.rawPrivateKey(curve, encoded)
          .orElseThrow(() -> new CryptoException("not a raw key of " + curve.jcaName()));
    } finally {
      if (encoded != null) {
        java.util.Arrays.fill(encoded, (byte) 0);
      }
    }
  }

  private static Signature create(String algorithm, Provider provider) {
    try {
      return Signature.getInstance(algorithm, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new CryptoException(provider.getName() + " lost " + algorithm, e);
    }
  }
}
