package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;

/** Diffie-Hellman over raw public keys (RFC 9180 §4.1: DH and GenerateKeyPair). Thread-safe. */
public interface AgreementPrimitive {
  /** A fresh key pair, from the backend's own randomness; the caller's to close. */
  EphemeralKey ephemeral();

  /**
   * The x-coordinate of the shared point, of the curve's field length.
   *
   * @throws InvalidPublicKeyException if the peer's key is not a valid point, or the result is all
   *     zeros
   */
  Secret agree(Secret privateKey, Bytes peer);
}
