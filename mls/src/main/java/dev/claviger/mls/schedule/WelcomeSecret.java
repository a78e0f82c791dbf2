package dev.claviger.mls.schedule;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;

/**
 * Encrypts the GroupInfo of a Welcome (RFC 9420 §12.4.3.1).
 *
 * <pre>
 * welcome_nonce = ExpandWithLabel(welcome_secret, "nonce", "", AEAD.Nn)
 * welcome_key = ExpandWithLabel(welcome_secret, "key", "", AEAD.Nk)
 * </pre>
 */
public record WelcomeSecret(Secret value) implements AutoCloseable {
  /** Encrypts with no additional data. */
  public Bytes seal(CipherSuite suite, Bytes groupInfo) {
    try (Secret key = key(suite)) {
      return suite.seal(key, nonce(suite), Bytes.empty(), groupInfo);
    }
  }

  /**
   * @throws dev.claviger.crypto.AuthenticationException if it does not decrypt
   */
  public Bytes open(CipherSuite suite, Bytes encryptedGroupInfo) {
    try (Secret key = key(suite)) {
      return suite.open(key, nonce(suite), Bytes.empty(), encryptedGroupInfo);
    }
  }

  @Override
  public void close() {
    value.destroy();
  }

  private Secret key(CipherSuite suite) {
    return suite.expandWithLabel(value, "key", Bytes.empty(), suite.aead().keyLength());
  }

  private Bytes nonce(CipherSuite suite) {
    try (Secret nonce =
        suite.expandWithLabel(value, "nonce", Bytes.empty(), suite.aead().nonceLength())) {
      return Bytes.wrap(nonce.expose());
    }
  }
}
