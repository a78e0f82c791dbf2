package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;

/** Diffie-Hellman over raw keys (RFC 9180 §4.1: DH, and pk(sk) by the fixed base). Thread-safe. */
public interface AgreementPrimitive {
  /** The public key, in its MLS encoding, of a valid raw private key. */
  Bytes publicKey(Secret privateKey);

  /**
   * The x-coordinate of the shared point, of the curve's field length.
   *
   * @throws InvalidPublicKeyException if the peer's key is not a valid point, or the result is all
   *     zeros
   */
  Secret agree(Secret privateKey, Bytes peer);
}
