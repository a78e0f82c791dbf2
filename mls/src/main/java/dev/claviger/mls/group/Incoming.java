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

  /**
   * A Commit for an epoch that another Commit ended here; nothing has come of it.
   *
   * @param isEviction whether it removes us
   * @param isOwn whether it is one of ours, which waited in that epoch
   */
  record Forked(
      KeptEpoch epoch,
      CommitEffects effects,
      boolean isEviction,
      boolean isOwn,
      Bytes authenticatedData)
      implements Incoming {}

  /** The Commit that ended an epoch that is kept, once more. */
  record Repeated(KeptEpoch epoch) implements Incoming {}

  /** A message of our own that came back. */
  record Own() implements Incoming {}
}
