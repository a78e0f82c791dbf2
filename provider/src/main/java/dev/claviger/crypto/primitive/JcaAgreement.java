package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;

/** Diffie-Hellman of a JCA provider. */
final class JcaAgreement implements AgreementPrimitive {
  private final Curve curve;
  private final JcaKeys keys;
  private final JcaKeyPairs pairs;

  /** A published key, which takes the place of the last one in an idle object. */
  private final PrivateKey noSecret;

  private final ObjectPool<KeyAgreement> pool;

  JcaAgreement(Curve curve, Provider provider, JcaKeys keys, JcaKeyPairs pairs) {
    this.curve = curve;
    this.keys = keys;
    this.pairs = pairs;
    this.noSecret = keys.privateKey(KnownKeyPair.of(curve).privateKey());
    String algorithm = curve.isMontgomery() ? "XDH" : "ECDH";
    this.pool = new ObjectPool<>(() -> create(algorithm, provider));
  }

  @Override
  public EphemeralKey ephemeral() {
    KeyPair pair = pairs.generate();
    return new JcaEphemeralKey(this, pair, pairs.publicKey(pair));
  }

  /** On a NIST curve the public key of a scalar costs no more than that. */
  @Override
  public Optional<RawKeyPair> generate() {
    if (!curve.isMontgomery()) {
      return Optional.empty();
    }
    KeyPair pair = pairs.generate();
    byte[] encoded = pair.getPrivate().getEncoded();
    Optional<Secret> raw = KeyEncodings.rawPrivateKey(curve, encoded);
    if (encoded != null) {
      Arrays.fill(encoded, (byte) 0);
    }
    return raw.map(key -> new RawKeyPair(key, pairs.publicKey(pair)));
  }

  @Override
  public Secret agree(Secret privateKey, Bytes peer) {
    PublicKey peerKey = keys.publicKey(peer);
    return agree(keys.privateKey(privateKey), peerKey);
  }

  /** The same for a key that the provider has made. */
  Secret agree(PrivateKey privateKey, Bytes peer) {
    return agree(privateKey, keys.publicKey(peer));
  }

  private Secret agree(PrivateKey privateKey, PublicKey peer) {
    KeyAgreement agreement = pool.take();
    byte[] shared;
    try {
      agreement.init(privateKey);
      agreement.doPhase(peer, true);
      shared = agreement.generateSecret();
      agreement.init(noSecret);
    } catch (InvalidKeyException | IllegalStateException e) {
      throw new InvalidPublicKeyException("no agreement with that key of " + curve.jcaName(), e);
    }
    pool.give(agreement);
    return SharedSecrets.checked(curve, shared);
  }

  private static KeyAgreement create(String algorithm, Provider provider) {
    try {
      return KeyAgreement.getInstance(algorithm, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new CryptoException(provider.getName() + " lost " + algorithm, e);
    }
  }
}
