package dev.claviger.mls.group;

import dev.claviger.mls.wire.ProposalRef;

/** A proposal of this epoch, and what a Commit calls it. */
public record QueuedProposal(ProposalRef ref, SentProposal sent) {}
