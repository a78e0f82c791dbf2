package dev.claviger.mls.group;

import dev.claviger.mls.spi.ExternalCommitPolicy;
import dev.claviger.mls.spi.PastEpochs;
import dev.claviger.mls.spi.ProposalPolicy;

/** What a client decides for all its groups. */
public record GroupPolicy(
    ProposalPolicy proposals, ExternalCommitPolicy externalCommits, PastEpochs pastEpochs) {
  /** All proposals are welcome, past epochs are kept for a while. */
  public static final GroupPolicy DEFAULT =
      new GroupPolicy(ProposalPolicy.ACCEPT_ALL, ExternalCommitPolicy.allow(), PastEpochs.DEFAULT);
}
