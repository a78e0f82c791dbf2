package dev.claviger.crypto.key;

import java.security.PrivateKey;
import java.security.Provider;

/**
 * An opaque private key of a vault. It has no encoding, it names itself, and it carries the JCA
 * provider that can use it, so that nobody guesses. {@code destroy()} on it is the same as {@link
 * KeyVault#destroy}.
 */
public interface KeyHandle extends PrivateKey {
  KeyRef ref();

  /** The provider whose {@code Signature} accepts this handle; it need not be installed. */
  Provider provider();

  /** Always null: the key cannot leave its vault. */
  @Override
  default byte[] getEncoded() {
    return null;
  }

  /** Always null. */
  @Override
  default String getFormat() {
    return null;
  }
}
