package dev.claviger.keystore.sealing;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.OpaqueHandle;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import java.security.Provider;
import java.util.List;

/** An HPKE key of a sealed vault: a software key whose end is also that of its file's copy. */
final class SealedAgreementHandle extends OpaqueHandle implements AgreementHandle {
  private static final long serialVersionUID = 1L;

  private final transient AgreementHandle software;
  private final transient Runnable destroy;

  SealedAgreementHandle(AgreementHandle software, Provider provider, Runnable destroy) {
    super(software.ref(), provider);
    this.software = software;
    this.destroy = destroy;
  }

  @Override
  public KemId kem() {
    return software.kem();
  }

  @Override
  public HpkePublicKey publicKey() {
    return software.publicKey();
  }

  @Override
  public AgreementRoute route() {
    return software.route();
  }

  @Override
  public Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    return software.extract(prefix, peers);
  }

  @Override
  public String getAlgorithm() {
    return software.getAlgorithm();
  }

  @Override
  public void destroy() {
    destroy.run();
  }

  @Override
  public boolean isDestroyed() {
    return software.isDestroyed();
  }
}
