package dev.claviger.mls.framing;

import dev.claviger.mls.ratchet.KeyPeek;

/**
 * A decrypted PrivateMessage and the ratchet key it took. Verify the content, validate it, then
 * consume the key; closing without that keeps the key for the genuine message.
 */
public record OpenedMessage(UnverifiedContent content, KeyPeek key) implements AutoCloseable {
  @Override
  public void close() {
    key.close();
  }
}
