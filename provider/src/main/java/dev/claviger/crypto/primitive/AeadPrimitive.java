package dev.claviger.crypto.primitive;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/** An AEAD of RFC 5116 with a 16-byte tag behind the ciphertext. Thread-safe. */
public interface AeadPrimitive {
  byte[] seal(Secret key, Bytes nonce, Bytes aad, Bytes plaintext);

  /**
   * @throws AuthenticationException if the tag does not verify
   */
  byte[] open(Secret key, Bytes nonce, Bytes aad, Bytes ciphertext);
}
