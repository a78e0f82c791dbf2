package dev.claviger.crypto.audit;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.OpaqueSignatureHandle;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.VaultKey;
import java.security.Provider;

/** A signature key whose every signature is recorded. */
final class AuditedSignatureHandle extends OpaqueSignatureHandle {
  private static final long serialVersionUID = 1L;

  private final transient AuditedVault vault;
  private final transient VaultKey key;
  private final transient Subject subject;

  AuditedSignatureHandle(AuditedVault vault, VaultKey key, Subject subject, Provider provider) {
    super(key.ref(), (SignatureScheme) key.algorithm(), provider);
    this.vault = vault;
    this.key = key;
    this.subject = subject;
  }

  @Override
  public Bytes sign(Bytes message) {
    return vault.sign(key, subject, message);
  }

  @Override
  public void destroy() {
    vault.destroy(ref());
  }

  @Override
  public boolean isDestroyed() {
    return ((SignatureHandle) key.privateKey()).isDestroyed();
  }
}
