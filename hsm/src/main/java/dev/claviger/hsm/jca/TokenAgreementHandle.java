package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.OpaqueHandle;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import java.util.List;

/** An HPKE key of a token: one C_DeriveKey a peer, and what its route needs beside it. */
final class TokenAgreementHandle extends OpaqueHandle implements AgreementHandle {
  private static final long serialVersionUID = 1L;

  private final transient UsableKey key;
  private final transient KeyOwner keys;
  private final transient HpkePublicKey publicKey;
  private final transient AgreementStep step;
  private final KemId kem;
  private final AgreementRoute route;

  TokenAgreementHandle(
      UsableKey key,
      KemId kem,
      HpkePublicKey publicKey,
      AgreementRoute route,
      AgreementStep step,
      KeyOwner keys) {
    super(key.ref(), keys.provider());
    this.key = key;
    this.kem = kem;
    this.publicKey = publicKey;
    this.route = route;
    this.step = step;
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
    return kem.curve().isNist() ? "EC" : "XDH";
  }

  @Override
  public Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    PeerKey.checkAll(kem.curve(), peers);
    return key.use((session, handle) -> step.extract(session, handle, kem, prefix, peers));
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
