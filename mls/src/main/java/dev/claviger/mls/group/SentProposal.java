package dev.claviger.mls.group;

import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Sender;
import java.util.Optional;

/**
 * A proposal and who sent it: the committer, if it stands in the Commit by value.
 *
 * @param own what an Update of ours holds ready
 */
public record SentProposal(Proposal proposal, Sender sender, Optional<OwnUpdate> own) {
  public SentProposal(Proposal proposal, Sender sender) {
    this(proposal, sender, Optional.empty());
  }
}
