package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import java.util.Optional;

/** Diffie-Hellman over raw public keys (RFC 9180 §4.1: DH and GenerateKeyPair). Thread-safe. */
public interface AgreementPrimitive {
  /** A fresh key pair, from the backend's own randomness; the caller's to close. */
  EphemeralKey ephemeral();

  /**
   * A fresh raw key pair from the backend's own generator; the caller's to destroy. Empty where a
   * random scalar and its public key by the {@link FixedBasePrimitive} are no slower, or where the
   * generator does not give the key out.
   */
  default Optional<RawKeyPair> generate() {
    return Optional.empty();
  }

  /**
   * The x-coordinate of the shared point, of the curve's field length.
   *
   * @throws InvalidPublicKeyException if the peer's key is not a valid point, or the result is all
   *     zeros
   */
  Secret agree(Secret privateKey, Bytes peer);
}
