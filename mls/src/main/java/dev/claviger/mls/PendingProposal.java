package dev.claviger.mls;

import dev.claviger.mls.group.QueuedProposal;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalRef;
import dev.claviger.mls.wire.Sender;

/**
 * A proposal of the current epoch that no Commit has covered yet, ours or another's.
 *
 * @param ref what a Commit calls it
 */
public record PendingProposal(ProposalRef ref, Sender sender, Proposal proposal) {
  static PendingProposal of(QueuedProposal queued) {
    return new PendingProposal(queued.ref(), queued.sent().sender(), queued.sent().proposal());
  }
}
