package dev.claviger.keystore.android;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.DhExtract;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.engine.OpaqueHandle;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.SharedSecrets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.util.List;

/**
 * An HPKE key of the Keystore, which agrees and nothing more: KeyMint knows no HKDF, so RAW_SECRET
 * is its only route.
 */
final class AndroidAgreementHandle extends OpaqueHandle implements AgreementHandle {
  private static final long serialVersionUID = 1L;

  private final transient AndroidKey key;
  private final transient AndroidKeys keys;
  private final KemId kem;

  AndroidAgreementHandle(AndroidKey key, KemId kem, AndroidKeys keys) {
    super(key.ref(), keys.handleProvider());
    this.key = key;
    this.kem = kem;
    this.keys = keys;
  }

  @Override
  public KemId kem() {
    return kem;
  }

  @Override
  public HpkePublicKey publicKey() {
    return new HpkePublicKey(key.publicKey());
  }

  @Override
  public AgreementRoute route() {
    return AgreementRoute.RAW_SECRET;
  }

  @Override
  public String getAlgorithm() {
    return kem.curve().isNist() ? "EC" : "XDH";
  }

  @Override
  public Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    Secret extracted = DhExtract.extract(keys.hkdf(kem.kdf()), prefix, peers, this::agree);
    key.used();
    return extracted;
  }

  @Override
  public void destroy() {
    keys.destroy(ref());
  }

  @Override
  public boolean isDestroyed() {
    return key.isDestroyed();
  }

  private Secret agree(HpkePublicKey peer) {
    Curve curve = kem.curve();
    PublicKey publicKey = MlsPublicKeys.toJca(curve, peer.value());
    try {
      byte[] value = keys.keystore().agree(curve.isNist() ? "ECDH" : "XDH", key.alive(), publicKey);
      return SharedSecrets.checked(curve, value);
    } catch (GeneralSecurityException | ProviderException e) {
      requireGoodPoint(peer);
      throw Faults.of(ref(), "could not agree", e);
    }
  }

  /**
   * KeyMint refuses a point of small order with no code of its own, so software is asked, with a
   * key of no worth.
   *
   * @throws InvalidPublicKeyException if the peer's key is of small order (RFC 9180 §7.1.4)
   */
  private void requireGoodPoint(HpkePublicKey peer) {
    if (kem.curve().isMontgomery()) {
      try (Secret any = KeyScalars.random(kem.curve())) {
        keys.primitives().agreement(kem.curve()).agree(any, peer.value()).destroy();
      }
    }
  }
}
