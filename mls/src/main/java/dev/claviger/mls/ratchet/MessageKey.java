package dev.claviger.mls.ratchet;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;

/**
 * The key and nonce of one generation, for one message (RFC 9420 §9.1).
 *
 * @param generation an unsigned 32-bit number
 */
public record MessageKey(int generation, Secret key, Secret nonce) implements AutoCloseable {
  static MessageKey derive(CipherSuite suite, Secret ratchetSecret, int generation) {
    return new MessageKey(
        generation,
        suite.deriveTreeSecret(ratchetSecret, "key", generation, suite.aead().keyLength()),
        suite.deriveTreeSecret(ratchetSecret, "nonce", generation, suite.aead().nonceLength()));
  }

  /** The nonce with the reuse guard over its first four bytes (§6.3.1). */
  public Bytes guardedNonce(Bytes reuseGuard) {
    byte[] guarded = nonce.expose();
    for (int i = 0; i < reuseGuard.length(); i++) {
      guarded[i] ^= (byte) reuseGuard.get(i);
    }
    return Bytes.wrap(guarded);
  }

  @Override
  public void close() {
    key.destroy();
    nonce.destroy();
  }
}
