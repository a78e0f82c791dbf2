package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.group.CommitOutcome;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.group.Incoming;
import dev.claviger.mls.wire.MlsMessage;
import java.util.Optional;

/**
 * A Commit of another member that was verified and not followed yet. It can be followed until the
 * group goes on to another epoch, by {@link #accept} or by processing the same message.
 */
public final class InspectedCommit {
  private final Group group;
  private final GroupState from;
  private final MlsMessage message;
  private final Incoming.Committed committed;
  private final EpochChanges changes;

  /**
   * @param from what it was verified in
   */
  InspectedCommit(Group group, GroupState from, MlsMessage message, Incoming.Committed committed) {
    this.group = group;
    this.from = from;
    this.message = message;
    this.committed = committed;
    this.changes = EpochChanges.of(committed.outcome().effects());
  }

  /** What it changes. */
  public EpochChanges changes() {
    return changes;
  }

  /** Whether it removes us. */
  public boolean removesUs() {
    return committed.outcome() instanceof CommitOutcome.Evicted;
  }

  /** Data that travelled with the Commit. */
  public Bytes authenticatedData() {
    return committed.authenticatedData();
  }

  /**
   * Follows the Commit.
   *
   * @throws IllegalStateException if the group has gone on to another epoch
   */
  public Received accept() {
    return group.accept(this);
  }

  /** Whether it was verified in this state; another process may have taken the group on since. */
  boolean isOf(Optional<GroupState> now) {
    return now.filter(state -> state == from).isPresent();
  }

  Optional<GroupState> next() {
    return committed.outcome() instanceof CommitOutcome.Advanced advanced
        ? Optional.of(advanced.next())
        : Optional.empty();
  }

  MlsMessage message() {
    return message;
  }

  Incoming.Committed committed() {
    return committed;
  }
}
