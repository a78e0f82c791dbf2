package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.wire.Proposal;
import java.nio.charset.StandardCharsets;

/** What a message of the group was, once it was verified and its effect taken. */
public sealed interface Received {
  /**
   * Data that a member sent.
   *
   * @param sender as it was in that epoch
   * @param epoch that the data were sent in, an unsigned 64-bit number: the current one or one
   *     before
   */
  record Application(Member sender, long epoch, Bytes data, Bytes authenticatedData)
      implements Received {
    /** The data read as UTF-8. */
    public String text() {
      return new String(data.toByteArray(), StandardCharsets.UTF_8);
    }

    /** Without the data, which do not belong into logs. */
    @Override
    public String toString() {
      return "Application[" + data.length() + " bytes from leaf " + sender.index() + "]";
    }
  }

  /** A change that is proposed; it waits for a Commit that refers to it. */
  record ProposalQueued(Proposer sender, Proposal proposal, Bytes authenticatedData)
      implements Received {}

  /** A Commit: the group is in this epoch now. */
  record NewEpoch(Epoch epoch, EpochChanges changes, Bytes authenticatedData) implements Received {}

  /**
   * A Commit of a ReInit: the group has reached its last epoch, and another takes its place (RFC
   * 9420 §11.2).
   */
  record ReInit(Epoch epoch, EpochChanges changes, SuspendedGroup group, Bytes authenticatedData)
      implements Received {}

  /** A Commit that removed us: the group is closed, its keys are destroyed. */
  record Removed(EpochChanges changes, Bytes authenticatedData) implements Received {}

  /** A proposal or data of our own that the Delivery Service sent back: nothing to do. */
  record Own() implements Received {}
}
