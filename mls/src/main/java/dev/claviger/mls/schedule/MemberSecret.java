package dev.claviger.mls.schedule;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.wire.GroupContext;

/**
 * The stage that RFC 9420 §8 leaves without a name: members old and new have it.
 *
 * <pre>
 *                           |
 *                           +--> DeriveSecret(., "welcome")
 *                           |    = welcome_secret
 *                           V
 *                   ExpandWithLabel(., "epoch", GroupContext_[n], KDF.Nh)
 *                           |
 *                           V
 *                      epoch_secret
 * </pre>
 */
public record MemberSecret(Secret value) implements AutoCloseable {
  public WelcomeSecret welcome(CipherSuite suite) {
    return new WelcomeSecret(suite.deriveSecret(value, "welcome"));
  }

  public EpochSecrets epoch(CipherSuite suite, GroupContext context) {
    Bytes encoded = context.encode();
    return EpochSecrets.derive(
        suite, suite.expandWithLabel(value, "epoch", encoded, suite.hashLength()));
  }

  @Override
  public void close() {
    value.destroy();
  }
}
