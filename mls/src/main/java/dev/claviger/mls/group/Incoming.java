package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.wire.Proposal;
import dev.claviger.mls.wire.ProposalRef;

/** What a message turned out to be, once it was verified. */
public sealed interface Incoming {
  record Application(Seat sender, long epoch, Bytes data, Bytes authenticatedData)
      implements Incoming {}

  /**
   * To be kept until the end of the epoch under its reference.
   *
   * @param isDropped by the policy: a Commit of another may cover it, ours do not
   */
  record Proposed(Bytes authenticatedData, ProposalRef ref, SentProposal sent, boolean isDropped)
      implements Incoming {
    public Proposal proposal() {
      return sent.proposal();
    }
  }

  record Committed(CommitOutcome outcome, Bytes authenticatedData) implements Incoming {}

  /** A message of our own that came back. */
  record Own() implements Incoming {}
}
