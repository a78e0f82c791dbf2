package dev.claviger.mls.group;

import dev.claviger.mls.spi.ExternalCommitPolicy;
import dev.claviger.mls.spi.KeptEpochs;
import dev.claviger.mls.spi.PastEpochs;
import dev.claviger.mls.spi.ProposalPolicy;
import dev.claviger.mls.wire.ProposalType;
import java.util.Set;

/**
 * What a client decides for all its groups.
 *
 * @param fromOutside the custom proposal types that external senders may send
 */
public record GroupPolicy(
    ProposalPolicy proposals,
    ExternalCommitPolicy externalCommits,
    PastEpochs pastEpochs,
    KeptEpochs keptEpochs,
    Set<ProposalType> fromOutside) {
  /** All proposals are welcome, past epochs are kept for a while. */
  public static final GroupPolicy DEFAULT =
      new GroupPolicy(
          ProposalPolicy.ACCEPT_ALL,
          ExternalCommitPolicy.allow(),
          PastEpochs.DEFAULT,
          KeptEpochs.NONE,
          Set.of());

  public GroupPolicy {
    fromOutside = Set.copyOf(fromOutside);
  }
}
