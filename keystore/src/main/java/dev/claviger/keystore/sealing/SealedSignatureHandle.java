package dev.claviger.keystore.sealing;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.engine.OpaqueSignatureHandle;
import dev.claviger.crypto.key.SignatureHandle;
import java.security.Provider;

/** A signature key of a sealed vault: a software key whose end is also that of its file's copy. */
final class SealedSignatureHandle extends OpaqueSignatureHandle {
  private static final long serialVersionUID = 1L;

  private final transient SignatureHandle software;
  private final transient Runnable destroy;

  SealedSignatureHandle(SignatureHandle software, Provider provider, Runnable destroy) {
    super(software.ref(), software.scheme(), provider);
    this.software = software;
    this.destroy = destroy;
  }

  @Override
  public Bytes sign(Bytes message) {
    return software.sign(message);
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
