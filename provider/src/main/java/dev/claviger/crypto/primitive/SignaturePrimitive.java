package dev.claviger.crypto.primitive;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;

/** A signature scheme over raw keys. Thread-safe. */
public interface SignaturePrimitive {
  /** A fresh key pair: the raw private key and the public key in its MLS encoding. */
  RawKeyPair generate();

  /** Readies a private key for use; the secret is neither copied nor destroyed where avoidable. */
  Signer signer(RawKeyPair key);

  /**
   * @throws AuthenticationException if the signature does not verify
   * @throws InvalidPublicKeyException if the key is not a valid point
   */
  void verify(Bytes publicKey, Bytes message, Bytes signature);

  /** Signs with one key. Thread-safe. */
  interface Signer {
    Bytes sign(Bytes message);
  }
}
