package dev.claviger.mls.group;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.spi.CredentialValidator;
import dev.claviger.mls.spi.ExternalCommitPolicy;
import dev.claviger.mls.spi.LifetimePolicy;
import dev.claviger.mls.wire.ProposalType;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/**
 * What validation asks of the application, for members and for those who follow a group alike.
 *
 * @param fromOutside the custom proposal types that external senders may send
 */
public record ValidationPolicy(
    CipherSuite suite,
    CredentialValidator validator,
    LifetimePolicy lifetimes,
    Clock clock,
    ExternalCommitPolicy externalCommits,
    Set<ProposalType> fromOutside) {
  public ValidationPolicy {
    fromOutside = Set.copyOf(fromOutside);
  }

  /** Whether an external sender may send it (§12.1.8). */
  boolean isAllowedFromOutside(ProposalType type) {
    return type.isAllowedFromOutside() || (!type.isDefault() && fromOutside.contains(type));
  }

  Instant now() {
    return clock.instant();
  }
}
