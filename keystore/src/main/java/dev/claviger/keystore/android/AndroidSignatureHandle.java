package dev.claviger.keystore.android;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.OpaqueSignatureHandle;
import java.security.GeneralSecurityException;
import java.security.ProviderException;

/** A signature key of the Keystore. */
final class AndroidSignatureHandle extends OpaqueSignatureHandle {
  private static final long serialVersionUID = 1L;

  private final transient AndroidKey key;
  private final transient AndroidKeys keys;

  AndroidSignatureHandle(AndroidKey key, SignatureScheme scheme, AndroidKeys keys) {
    super(key.ref(), scheme, keys.handleProvider());
    this.key = key;
    this.keys = keys;
  }

  @Override
  public Bytes sign(Bytes message) {
    try {
      byte[] signature =
          keys.keystore().sign(scheme().jcaName(), key.alive(), message.toByteArray());
      key.used();
      return Bytes.wrap(signature);
    } catch (GeneralSecurityException | ProviderException e) {
      throw Faults.of(ref(), "could not sign", e);
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
