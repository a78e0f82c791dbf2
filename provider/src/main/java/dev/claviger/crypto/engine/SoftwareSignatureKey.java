package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.primitive.RawKeyPair;
import dev.claviger.crypto.primitive.SignaturePrimitive;
import java.security.Provider;

/** A signature key in memory. Thread-safe. */
public final class SoftwareSignatureKey extends SoftwareKey implements SignatureHandle {
  private static final long serialVersionUID = 1L;

  private final transient SignatureScheme scheme;
  private final transient SignaturePrimitive.Signer signer;

  SoftwareSignatureKey(
      SignatureScheme scheme,
      KeyName name,
      RawKeyPair pair,
      SignaturePrimitive primitive,
      Provider provider) {
    super(name, pair, provider, scheme.curve());
    this.scheme = scheme;
    this.signer = primitive.signer(pair);
  }

  @Override
  public SignatureScheme scheme() {
    return scheme;
  }

  public SignaturePublicKey publicKey() {
    return new SignaturePublicKey(pair().publicKey());
  }

  /**
   * @throws dev.claviger.crypto.key.KeyDestroyedException if the key was destroyed
   */
  @Override
  public Bytes sign(Bytes message) {
    use();
    return signer.sign(message);
  }
}
