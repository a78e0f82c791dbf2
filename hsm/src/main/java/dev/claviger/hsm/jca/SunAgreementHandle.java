package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.engine.OpaqueHandle;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.List;
import javax.crypto.KeyAgreement;

/** An HPKE key of SunPKCS11, used by its {@code KeyAgreement}: RAW_SECRET is its only route. */
final class SunAgreementHandle extends OpaqueHandle implements AgreementHandle {
  private static final long serialVersionUID = 1L;

  private final transient SunKey key;
  private final transient SunKeys keys;
  private final transient HpkePublicKey publicKey;
  private final KemId kem;

  SunAgreementHandle(SunKey key, KemId kem, HpkePublicKey publicKey, SunKeys keys) {
    super(key.ref(), keys.handleProvider());
    this.key = key;
    this.kem = kem;
    this.publicKey = publicKey;
    this.keys = keys;
  }

  @Override
  public KemId kem() {
    return kem;
  }

  @Override
  public HpkePublicKey publicKey() {
    return publicKey;
  }

  @Override
  public AgreementRoute route() {
    return AgreementRoute.RAW_SECRET;
  }

  @Override
  public String getAlgorithm() {
    return "EC";
  }

  @Override
  public Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    PeerKey.checkAll(kem.curve(), peers);
    Secret ikm = prefix.copy();
    try {
      for (HpkePublicKey peer : peers) {
        try (Secret dh = agree(peer);
            Secret shorter = ikm) {
          ikm = Secret.concat(shorter, dh);
        }
      }
      key.used();
      return HkdfExtract.whole(kem.kdf(), ikm);
    } finally {
      ikm.destroy();
    }
  }

  private Secret agree(HpkePublicKey peer) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH", key.provider());
      agreement.init(key.alive());
      agreement.doPhase(MlsPublicKeys.toJca(kem.curve(), peer.value()), true);
      Secret dh = Secret.wrap(agreement.generateSecret());
      if (dh.length() != kem.dhLength()) {
        dh.destroy();
        throw keys.malformed("a Diffie-Hellman value of " + dh.length() + " bytes");
      }
      return dh;
    } catch (GeneralSecurityException | ProviderException e) {
      throw keys.failed("could not agree", e);
    }
  }

  @Override
  public void destroy() {
    keys.destroy(ref());
  }

  @Override
  public boolean isDestroyed() {
    return key.isDestroyed();
  }
}
