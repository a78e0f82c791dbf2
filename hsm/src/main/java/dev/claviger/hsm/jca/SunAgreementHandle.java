package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.engine.OpaqueHandle;
import dev.claviger.crypto.engine.ProviderHkdf;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;

/**
 * An HPKE key of SunPKCS11, used by its {@code KeyAgreement}, and by its {@code KDF} where the
 * route is ON_TOKEN_HKDF; else what it agreed is read, and the extraction is software.
 */
final class SunAgreementHandle extends OpaqueHandle implements AgreementHandle {
  private static final long serialVersionUID = 1L;

  /** What SunPKCS11 calls a CKK_GENERIC_SECRET. */
  private static final String GENERIC = "Generic";

  private final transient SunKey key;
  private final transient SunKeys keys;
  private final transient HpkePublicKey publicKey;
  private final KemId kem;
  private final AgreementRoute route;

  SunAgreementHandle(
      SunKey key, KemId kem, HpkePublicKey publicKey, AgreementRoute route, SunKeys keys) {
    super(key.ref(), keys.handleProvider());
    this.key = key;
    this.kem = kem;
    this.publicKey = publicKey;
    this.route = route;
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
    return route;
  }

  @Override
  public String getAlgorithm() {
    return "EC";
  }

  @Override
  public Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    PeerKey.checkAll(kem.curve(), peers);
    Secret result =
        route == AgreementRoute.ON_TOKEN_HKDF ? inside(prefix, peers) : outside(prefix, peers);
    key.used();
    return result;
  }

  /** What is agreed, and joined with the prefix, never leaves the token. */
  private Secret inside(Secret prefix, List<HpkePublicKey> peers) {
    try {
      ProviderHkdf hkdf =
          ProviderHkdf.of(key.provider(), kem.kdf())
              .orElseThrow(() -> new NoSuchAlgorithmException("it has no KDF for " + kem.kdf()));
      List<SecretKey> values = new ArrayList<>();
      for (HpkePublicKey peer : peers) {
        values.add(agreement(peer).generateSecret(GENERIC));
      }
      Secret prk = hkdf.extract(prefix, values);
      if (prk.length() != kem.kdf().hashLength()) {
        prk.destroy();
        throw keys.malformed("a pseudo-random key of " + prk.length() + " bytes");
      }
      return prk;
    } catch (GeneralSecurityException | ProviderException e) {
      throw keys.failed("could not agree and extract", e);
    }
  }

  private Secret outside(Secret prefix, List<HpkePublicKey> peers) {
    Secret ikm = prefix.copy();
    try {
      for (HpkePublicKey peer : peers) {
        try (Secret dh = agree(peer);
            Secret shorter = ikm) {
          ikm = Secret.concat(shorter, dh);
        }
      }
      return HkdfExtract.whole(kem.kdf(), ikm);
    } finally {
      ikm.destroy();
    }
  }

  private Secret agree(HpkePublicKey peer) {
    try {
      Secret dh = Secret.wrap(agreement(peer).generateSecret());
      if (dh.length() != kem.dhLength()) {
        dh.destroy();
        throw keys.malformed("a Diffie-Hellman value of " + dh.length() + " bytes");
      }
      return dh;
    } catch (GeneralSecurityException | ProviderException e) {
      throw keys.failed("could not agree", e);
    }
  }

  private KeyAgreement agreement(HpkePublicKey peer) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", key.provider());
    agreement.init(key.alive());
    agreement.doPhase(MlsPublicKeys.toJca(kem.curve(), peer.value()), true);
    return agreement;
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
