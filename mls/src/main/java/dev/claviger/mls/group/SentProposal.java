package dev.claviger.mls.group;

import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.Sender;

/** A proposal and who sent it: the committer, if it stands in the Commit by value. */
public record SentProposal(Proposal proposal, Sender sender) {}
