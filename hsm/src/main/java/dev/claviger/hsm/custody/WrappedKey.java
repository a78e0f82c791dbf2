package dev.claviger.hsm.custody;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;

/**
 * An HPKE private key as it is kept outside of its token. It holds no secret in clear. A row that
 * was changed or exchanged for another is noticed when the key is used: the name is made from
 * purpose, algorithm and public key, and the private key is tried against the public one.
 *
 * @param publicKey in its MLS encoding
 * @param wrappingKey CKA_ID of the token's key that encrypts it
 * @param mechanism the CKM_ number by which it does
 * @param blob what C_WrapKey gave
 */
public record WrappedKey(
    KeyRef ref,
    KeyPurpose purpose,
    KemId algorithm,
    Bytes publicKey,
    Bytes wrappingKey,
    long mechanism,
    Bytes blob) {
  /**
   * @throws IllegalArgumentException if the purpose is none of an HPKE key
   */
  public WrappedKey {
    purpose.require(algorithm);
  }

  /** The same key under another wrapping key. */
  public WrappedKey rewrapped(Bytes newWrappingKey, long newMechanism, Bytes newBlob) {
    return new WrappedKey(
        ref, purpose, algorithm, publicKey, newWrappingKey, newMechanism, newBlob);
  }
}
