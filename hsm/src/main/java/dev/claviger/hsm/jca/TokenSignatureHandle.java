package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.OpaqueSignatureHandle;

/** A signature key of a token: C_SignInit and C_Sign a signature. */
final class TokenSignatureHandle extends OpaqueSignatureHandle {
  private static final long serialVersionUID = 1L;

  private final transient TokenKey key;
  private final transient TokenKeys keys;

  TokenSignatureHandle(TokenKey key, SignatureScheme scheme, TokenKeys keys) {
    super(key.ref(), scheme, keys.provider());
    this.key = key;
    this.keys = keys;
  }

  @Override
  public Bytes sign(Bytes message) {
    return key.use(
        (session, handle) -> Signing.sign(session, key.mechanism(), handle, scheme(), message));
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
