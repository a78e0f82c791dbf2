package dev.claviger.mls.schedule;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Secret;

/**
 * What a Welcome brings to new members (RFC 9420 §8).
 *
 * <pre>
 *                      joiner_secret
 *                           |
 *                           V
 * psk_secret (or 0) --> KDF.Extract
 *                           |
 *                           V
 *                     (member secret)
 * </pre>
 */
public record JoinerSecret(Secret value) implements AutoCloseable {
  /** This and the PSK secret stay alive. */
  public MemberSecret withPsks(CipherSuite suite, PskSecret psks) {
    return new MemberSecret(suite.extract(value, psks.value()));
  }

  @Override
  public void close() {
    value.destroy();
  }
}
