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

  /**
   * A Commit for an epoch that another Commit ended for us, verified in that epoch: the Delivery
   * Service, or the members, do not agree on which came first (RFC 9420 §14). Nothing has changed.
   * If the others have followed this one, {@link Group#rewind} goes back, and then it can be
   * processed. It is no proof that they have: whoever was in that epoch can make it, though removed
   * since.
   *
   * @param epoch that both Commits are of, an unsigned 64-bit number
   * @param theirs what this Commit would change, its committer among it
   * @param followed what the Commit has changed that we have followed
   * @param isOwn whether this one is ours
   * @param removesUs whether we would be in the group no longer
   */
  record Fork(
      long epoch,
      EpochChanges theirs,
      EpochChanges followed,
      boolean isOwn,
      boolean removesUs,
      Bytes authenticatedData)
      implements Received {}

  /**
   * The Commit that ended an epoch that is kept, once more: nothing to do.
   *
   * @param epoch that it ended, an unsigned 64-bit number
   */
  record Repeated(long epoch) implements Received {}

  /** A proposal or data of our own that the Delivery Service sent back: nothing to do. */
  record Own() implements Received {}
}
