package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import javax.crypto.KeyAgreement;

/** Diffie-Hellman of a JCA provider. */
final class JcaAgreement implements AgreementPrimitive {
  private final Curve curve;
  private final JcaKeys keys;
  private final ObjectPool<KeyAgreement> pool;

  JcaAgreement(Curve curve, Provider provider, JcaKeys keys) {
    this.curve = curve;
    this.keys = keys;
    String algorithm = curve.isMontgomery() ? "XDH" : "ECDH";
    this.pool = new ObjectPool<>(() -> create(algorithm, provider));
  }

  /** The JCA has no fixed-base multiplication, so this agrees with the base point instead. */
  @Override
  public Bytes publicKey(Secret privateKey) {
    if (curve.isMontgomery()) {
      try (Secret u = agree(privateKey, montgomeryBase())) {
        return Bytes.wrap(u.expose());
      }
    }
    NistCurve nist = NistCurve.of(curve);
    BigInteger scalar = privateKey.apply(KeyScalars::unsigned);
    Bytes base = nist.encode(nist.parameters().getGenerator());
    if (scalar.equals(BigInteger.ONE)) {
      return base;
    }
    // x(−P) = x(P): where d + 1 is the order, P = −G.
    BigInteger next = scalar.add(BigInteger.ONE);
    if (next.equals(nist.order())) {
      return nist.encode(nist.negate(nist.parameters().getGenerator()));
    }
    try (Secret nextKey = KeyScalars.encode(curve, next);
        Secret x = agree(privateKey, base);
        Secret xNext = agree(nextKey, base)) {
      return nist.encode(nist.recover(integer(x), integer(xNext)));
    }
  }

  @Override
  public Secret agree(Secret privateKey, Bytes peer) {
    java.security.PublicKey peerKey = keys.publicKey(peer);
    KeyAgreement agreement = pool.take();
    byte[] shared;
    try {
      agreement.init(keys.privateKey(privateKey));
      agreement.doPhase(peerKey, true);
      shared = agreement.generateSecret();
    } catch (InvalidKeyException | IllegalStateException e) {
      throw new InvalidPublicKeyException("no agreement with that key of " + curve.jcaName(), e);
    }
    pool.give(agreement);
    return SharedSecrets.checked(curve, shared);
  }

  private Bytes montgomeryBase() {
    byte[] base = new byte[curve.publicKeyLength()];
    base[0] = (byte) (curve == Curve.X25519 ? 9 : 5);
    return Bytes.wrap(base);
  }

  private static BigInteger integer(Secret bytes) {
    return bytes.apply(KeyScalars::unsigned);
  }

  private static KeyAgreement create(String algorithm, Provider provider) {
    try {
      return KeyAgreement.getInstance(algorithm, provider);
    } catch (NoSuchAlgorithmException e) {
      throw new CryptoException(provider.getName() + " lost " + algorithm, e);
    }
  }
}
