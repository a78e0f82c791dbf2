package dev.claviger.crypto.audit;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.OpaqueHandle;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.VaultKey;
import java.security.Provider;
import java.util.List;

/** An HPKE key whose every agreement is recorded. */
final class AuditedAgreementHandle extends OpaqueHandle implements AgreementHandle {
  private static final long serialVersionUID = 1L;

  private final transient AuditedVault vault;
  private final transient VaultKey key;
  private final transient Subject subject;

  AuditedAgreementHandle(AuditedVault vault, VaultKey key, Subject subject, Provider provider) {
    super(key.ref(), provider);
    this.vault = vault;
    this.key = key;
    this.subject = subject;
  }

  @Override
  public KemId kem() {
    return (KemId) key.algorithm();
  }

  @Override
  public HpkePublicKey publicKey() {
    return new HpkePublicKey(key.publicKey());
  }

  @Override
  public AgreementRoute route() {
    return inner().route();
  }

  @Override
  public Secret extract(Secret prefix, List<HpkePublicKey> peers) {
    return vault.extract(key, subject, prefix, peers);
  }

  @Override
  public String getAlgorithm() {
    return inner().getAlgorithm();
  }

  @Override
  public void destroy() {
    vault.destroy(ref());
  }

  @Override
  public boolean isDestroyed() {
    return inner().isDestroyed();
  }

  private AgreementHandle inner() {
    return (AgreementHandle) key.privateKey();
  }
}
