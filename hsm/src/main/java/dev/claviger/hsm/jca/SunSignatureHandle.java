package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.OpaqueSignatureHandle;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.Signature;

/** A signature key of SunPKCS11, used by SunPKCS11's {@code Signature}. */
final class SunSignatureHandle extends OpaqueSignatureHandle {
  private static final long serialVersionUID = 1L;

  private final transient SunKey key;
  private final transient SunKeys keys;

  SunSignatureHandle(SunKey key, SignatureScheme scheme, SunKeys keys) {
    super(key.ref(), scheme, keys.handleProvider());
    this.key = key;
    this.keys = keys;
  }

  @Override
  public Bytes sign(Bytes message) {
    try {
      Signature signature = Signature.getInstance(scheme().jcaName(), key.provider());
      signature.initSign(key.alive());
      signature.update(message.toByteArray());
      Bytes result = Bytes.wrap(signature.sign());
      key.used();
      return result;
    } catch (GeneralSecurityException | ProviderException e) {
      throw keys.failed("could not sign", e);
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
