package dev.claviger.crypto.key;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/**
 * A symmetric key of a vault that seals what is kept outside of it, by AES-256-GCM with a random
 * nonce of 96 bits: for 2³² sealings at most. The key never leaves the vault. Thread-safe.
 */
public interface SealingHandle {
  /** The lasting name of the key. */
  KeyRef ref();

  /**
   * @param plaintext stays alive
   * @param associated is authenticated and not part of the result
   * @return nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes)
   * @throws VaultException if the vault fails
   */
  Bytes seal(Secret plaintext, Bytes associated);

  /**
   * @param sealed what {@link #seal} gave
   * @throws dev.claviger.crypto.AuthenticationException if it is not, or not with this key and
   *     associated data
   * @throws VaultException if the vault fails
   */
  Secret open(Bytes sealed, Bytes associated);
}
