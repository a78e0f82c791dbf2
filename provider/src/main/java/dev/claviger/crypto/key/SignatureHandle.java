package dev.claviger.crypto.key;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.SignatureScheme;

/**
 * A private key whose holder signs. Engines of this project call it directly; others reach it
 * through {@code java.security.Signature} of its {@link #provider}.
 */
public interface SignatureHandle extends KeyHandle {
  SignatureScheme scheme();

  /**
   * @return the signature in its RFC 9420 §5.1.2 encoding
   * @throws VaultException if the vault cannot: the key is destroyed, the token is gone
   */
  Bytes sign(Bytes message);
}
