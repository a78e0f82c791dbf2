package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.ExternalCommitPolicy;
import dev.claviger.mls.spi.LifetimePolicy;
import java.time.Clock;
import java.time.Instant;

/** What validation asks of the application, for members and for those who follow a group alike. */
public record ValidationPolicy(
    CipherSuite suite,
    CredentialValidator validator,
    LifetimePolicy lifetimes,
    Clock clock,
    ExternalCommitPolicy externalCommits) {
  Instant now() {
    return clock.instant();
  }
}
