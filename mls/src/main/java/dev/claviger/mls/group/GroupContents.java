package dev.claviger.mls.group;

import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.MlsMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a member knows of a group: the current epoch, what is left of those before, and what
 * waits to become the next. Confined like the group that it belongs to.
 */
public final class GroupContents {
  private final GroupId groupId;
  private final Optional<Inviter> inviter;
  private final ProposalQueue proposals;
  private final List<OpenCommit> pending;
  private final PastEpochWindow past;
  private Optional<GroupState> current;
  private Optional<AcceptedCommit> accepted;

  /** A group that begins for us. */
  public GroupContents(GroupState state, Optional<Inviter> inviter) {
    this(state, inviter, new ProposalQueue(), List.of(), List.of(), Optional.empty());
  }

  /**
   * A group that was stored.
   *
   * @param past the latest first
   * @param accepted the Commit of ours that began the current epoch
   */
  public GroupContents(
      GroupState state,
      Optional<Inviter> inviter,
      ProposalQueue proposals,
      List<OpenCommit> pending,
      List<PastEpoch> past,
      Optional<AcceptedCommit> accepted) {
    this.inviter = inviter;
    this.accepted = accepted;
    this.groupId = state.context().groupId();
    this.current = Optional.of(state);
    this.proposals = proposals;
    this.pending = new ArrayList<>(pending);
    this.past = new PastEpochWindow(state.client().groupPolicy().pastEpochs());
    for (int i = past.size() - 1; i >= 0; i--) {
      this.past.add(past.get(i));
    }
  }

  /** The current epoch; empty once we are in the group no longer. */
  public Optional<GroupState> current() {
    return current;
  }

  /**
   * @throws IllegalStateException if we are in the group no longer
   */
  public GroupState state() {
    return current.orElseThrow(
        () -> new IllegalStateException("group " + groupId + " is closed, or we were removed"));
  }

  /** By whom we were let in, if it was by a Welcome. */
  public Optional<Inviter> inviter() {
    return inviter;
  }

  public ProposalQueue proposals() {
    return proposals;
  }

  /** Our Commits that wait, in the order in which they were made. */
  public List<OpenCommit> pending() {
    return List.copyOf(pending);
  }

  /** The Commit of ours that began the current epoch, if one of ours did. */
  public Optional<AcceptedCommit> accepted() {
    return accepted;
  }

  public PastEpochWindow past() {
    return past;
  }

  /** The Commit of ours that this message is, if it still waits. */
  public Optional<OpenCommit> pending(MlsMessage message) {
    return pending.stream().filter(own -> own.isOf(message)).findFirst();
  }

  public void add(OpenCommit commit) {
    pending.add(commit);
  }

  /** Drops a Commit of ours; false if it does not wait. */
  public boolean drop(OpenCommit commit) {
    boolean waited = pending.remove(commit);
    if (waited) {
      commit.dropFor(state());
    }
    return waited;
  }

  /** A Commit of ours has been ordered. */
  public void accept(OpenCommit commit) {
    pending.remove(commit);
    enter(commit.accepted());
    accepted =
        Optional.of(new AcceptedCommit(commit.created().message(), commit.created().welcomes()));
  }

  /** Leaves the current epoch and all that was pending in it. */
  public void enter(GroupState next) {
    GroupState old = state();
    current = Optional.of(next);
    accepted = Optional.empty();
    dropPending(next);
    proposals.clear(next.client().vault(), next.self().key().ref());
    past.add(old.leaveFor(next));
    past.expire(next.client().now());
    next.client().psks().entered(next);
  }

  /** We are in the group no longer, and nothing of it stays. */
  public void end() {
    GroupState last = state();
    giveWay();
    last.client().psks().left(groupId);
  }

  /** As {@link #end}, but the resumption PSKs stay: the same group goes on with us otherwise. */
  public void giveWay() {
    GroupState last = state();
    current = Optional.empty();
    dropPending(last);
    proposals.clear(last.client().vault(), last.self().key().ref());
    last.retire();
    past.close();
  }

  /** Takes everything out of memory, and leaves the vault as it is: it is stored elsewhere. */
  public void forget() {
    pending.forEach(commit -> commit.created().next().forget());
    pending.clear();
    past.close();
    current.ifPresent(
        state -> {
          state.client().psks().left(groupId);
          state.forget();
        });
    current = Optional.empty();
  }

  private void dropPending(GroupState kept) {
    pending.forEach(commit -> commit.dropFor(kept));
    pending.clear();
  }
}
