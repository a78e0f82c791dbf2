package dev.claviger.crypto.engine;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.primitive.RawKeyPair;
import dev.claviger.crypto.primitive.SignaturePrimitive;
import java.security.Provider;

/** A signature key in memory. Thread-safe. */
public final class SoftwareSignatureKey extends SoftwareKey {
  private static final long serialVersionUID = 1L;

  private final transient SignatureScheme scheme;
  private final transient SignaturePrimitive.Signer signer;

  SoftwareSignatureKey(
      SignatureScheme scheme,
      KeyRef ref,
      RawKeyPair pair,
      SignaturePrimitive primitive,
      Provider provider) {
    super(ref, pair, provider, scheme.curve());
    this.scheme = scheme;
    this.signer = primitive.signer(pair);
  }

  public SignatureScheme scheme() {
    return scheme;
  }

  public SignaturePublicKey publicKey() {
    return new SignaturePublicKey(pair().publicKey());
  }

  /**
   * @throws dev.claviger.crypto.key.KeyDestroyedException if the key was destroyed
   */
  public Bytes sign(Bytes message) {
    use();
    return signer.sign(message);
  }
}
