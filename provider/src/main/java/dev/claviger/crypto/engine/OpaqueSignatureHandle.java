package dev.claviger.crypto.engine;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.SignatureHandle;
import java.security.Provider;

/** A private key that signs where it lives. */
public abstract class OpaqueSignatureHandle extends OpaqueHandle implements SignatureHandle {
  private static final long serialVersionUID = 1L;

  private final transient SignatureScheme scheme;

  protected OpaqueSignatureHandle(KeyRef ref, SignatureScheme scheme, Provider provider) {
    super(ref, provider);
    this.scheme = scheme;
  }

  @Override
  public final SignatureScheme scheme() {
    return scheme;
  }

  @Override
  public final String getAlgorithm() {
    return scheme.isEdDsa() ? "EdDSA" : "EC";
  }
}
