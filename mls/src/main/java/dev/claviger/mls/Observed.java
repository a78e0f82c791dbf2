package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.wire.Proposal;

/** What a handshake message was that a {@link PublicGroup} saw. */
public sealed interface Observed {
  /** A change that is proposed; it waits for a Commit that refers to it. */
  record Proposed(Proposer sender, Proposal proposal, Bytes authenticatedData)
      implements Observed {}

  /** A Commit: the group is in its next epoch. */
  record NewEpoch(EpochChanges changes, Bytes authenticatedData) implements Observed {}
}
