package dev.claviger.crypto.engine;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.primitive.AgreementPrimitive;
import dev.claviger.crypto.primitive.RawKeyPair;
import java.security.Provider;
import java.util.List;

/** A DHKEM key in memory. Thread-safe. */
public final class SoftwareAgreementKey extends SoftwareKey implements AgreementHandle {
  private static final long serialVersionUID = 1L;

  private final transient KemId kem;
  private final transient AgreementPrimitive agreement;
  private final transient Hkdf hkdf;

  SoftwareAgreementKey(
      KemId kem,
      KeyRef ref,
      RawKeyPair pair,
      AgreementPrimitive agreement,
      Hkdf hkdf,
      Provider provider) {
    super(ref, pair, provider, kem.curve());
    this.kem = kem;
    this.agreement = agreement;
    this.hkdf = hkdf;
  }

  @Override
  public KemId kem() {
    return kem;
  }

  @Override
  public HpkePublicKey publicKey() {
    return new HpkePublicKey(pair().publicKey());
  }

  @Override
  public AgreementRoute route() {
    return AgreementRoute.SOFTWARE;
  }

  @Override
  public Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    Secret privateKey = use().privateKey();
    return DhExtract.extract(
        hkdf, prefix, peers, peer -> agreement.agree(privateKey, peer.value()));
  }
}
