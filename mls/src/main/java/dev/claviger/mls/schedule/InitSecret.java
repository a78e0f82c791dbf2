package dev.claviger.mls.schedule;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.wire.GroupContext;

/**
 * What one epoch gives to the next (RFC 9420 §8).
 *
 * <pre>
 *                     init_secret_[n-1]
 *                           |
 *                           V
 *     commit_secret --> KDF.Extract
 *                           |
 *                           V
 *                   ExpandWithLabel(., "joiner", GroupContext_[n], KDF.Nh)
 *                           |
 *                           V
 *                      joiner_secret
 * </pre>
 */
public record InitSecret(Secret value) implements AutoCloseable {
  /** The joiner secret of an epoch; this and the commit secret stay alive. */
  public JoinerSecret advance(CipherSuite suite, Secret commitSecret, GroupContext next) {
    try (Secret extracted = suite.extract(value, commitSecret)) {
      return new JoinerSecret(
          suite.expandWithLabel(extracted, "joiner", next.encode(), suite.hashLength()));
    }
  }

  @Override
  public void close() {
    value.destroy();
  }
}
