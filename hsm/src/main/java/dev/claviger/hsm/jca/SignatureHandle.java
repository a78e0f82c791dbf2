package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyRef;
import java.security.Provider;

/** A private key that signs, through {@code java.security.Signature} of its provider. */
public abstract class SignatureHandle extends OpaqueHandle {
  private static final long serialVersionUID = 1L;

  private final SignatureScheme scheme;

  protected SignatureHandle(KeyRef ref, SignatureScheme scheme, Provider provider) {
    super(ref, provider);
    this.scheme = scheme;
  }

  public final SignatureScheme scheme() {
    return scheme;
  }

  @Override
  public final String getAlgorithm() {
    return scheme.isEdDsa() ? "EdDSA" : "EC";
  }

  /** The signature in its RFC 9420 §5.1.2 encoding. */
  protected abstract Bytes sign(Bytes message);
}
