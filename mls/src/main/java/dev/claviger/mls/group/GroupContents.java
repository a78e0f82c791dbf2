package dev.claviger.mls.group;

import dev.claviger.mls.rule.Rule;
import dev.claviger.mls.rule.ValidationException;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.MlsMessage;
import java.time.Instant;
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
  private final PastEpochWindow past;
  private final KeptEpochWindow kept;
  private EpochContents epoch;
  private boolean ended;

  /** A group that begins for us. */
  public GroupContents(GroupState state, Optional<Inviter> inviter) {
    this(new EpochContents(state, Optional.empty()), inviter, List.of(), List.of());
  }

  /**
   * A group that was stored.
   *
   * @param past the latest first
   * @param kept the latest first
   */
  public GroupContents(
      EpochContents epoch, Optional<Inviter> inviter, List<PastEpoch> past, List<KeptEpoch> kept) {
    GroupState state = epoch.state();
    this.inviter = inviter;
    this.groupId = state.context().groupId();
    this.epoch = epoch;
    this.past = new PastEpochWindow(state.client().groupPolicy().pastEpochs());
    for (int i = past.size() - 1; i >= 0; i--) {
      this.past.add(past.get(i));
    }
    this.kept = new KeptEpochWindow(state.client().groupPolicy().keptEpochs());
    for (int i = kept.size() - 1; i >= 0; i--) {
      this.kept.add(kept.get(i));
    }
  }

  /** The current epoch; empty once we are in the group no longer. */
  public Optional<GroupState> current() {
    return ended ? Optional.empty() : Optional.of(epoch.state());
  }

  /**
   * @throws IllegalStateException if we are in the group no longer
   */
  public GroupState state() {
    return current()
        .orElseThrow(
            () -> new IllegalStateException("group " + groupId + " is closed, or we were removed"));
  }

  /** The current epoch, or the last one, with what waits in it. */
  public EpochContents epoch() {
    return epoch;
  }

  /** By whom we were let in, if it was by a Welcome. */
  public Optional<Inviter> inviter() {
    return inviter;
  }

  public ProposalQueue proposals() {
    return epoch.proposals();
  }

  /** Our Commits that wait, in the order in which they were made. */
  public List<OpenCommit> pending() {
    return epoch.pending();
  }

  /** The Commit of ours that began the current epoch, if one of ours did. */
  public Optional<AcceptedCommit> accepted() {
    return epoch.accepted();
  }

  public PastEpochWindow past() {
    return past;
  }

  /** The epochs that the group can go back to, the latest first. */
  public List<KeptEpoch> kept() {
    return kept.kept();
  }

  /** The Commit of ours that this message is, if it still waits. */
  public Optional<OpenCommit> pending(MlsMessage message) {
    for (OpenCommit own : epoch.pending()) {
      if (own.isOf(message)) {
        return Optional.of(own);
      }
    }
    return Optional.empty();
  }

  public void add(OpenCommit commit) {
    epoch.add(commit);
  }

  /** Drops a Commit of ours; false if it does not wait. */
  public boolean drop(OpenCommit commit) {
    boolean waited = epoch.remove(commit);
    if (waited) {
      commit.dropFor(holders());
    }
    return waited;
  }

  /** A Commit of ours has been ordered. */
  public void accept(OpenCommit commit) {
    CreatedCommit created = commit.created();
    epoch.remove(commit);
    enter(
        new EpochContents(
            commit.accepted(),
            Optional.of(new AcceptedCommit(created.message(), created.welcomes()))),
        created.message(),
        created.effects());
  }

  /** Another's Commit is followed: leaves the current epoch and all that was pending in it. */
  public void enter(GroupState next, MlsMessage commit, CommitEffects effects) {
    enter(new EpochContents(next, Optional.empty()), commit, effects);
  }

  private void enter(EpochContents next, MlsMessage commit, CommitEffects effects) {
    EpochContents old = epoch;
    Instant now = next.state().client().now();
    epoch = next;
    if (kept.isOpen()) {
      past.add(old.state().keep(now));
      FollowedCommit followed = FollowedCommit.of(next.state().client().suite(), commit, effects);
      kept.add(new KeptEpoch(old, followed, now));
    } else {
      KeyHolders holders = holders();
      old.dropWaiting(holders);
      past.add(old.state().leaveFor(holders));
    }
    expire(now);
    next.state().client().psks().entered(next.state());
  }

  /** Erases what was kept of past epochs for too long. */
  public void expire(Instant now) {
    past.expire(now);
    for (KeptEpoch expired : kept.expired(now)) {
      KeyHolders holders = holders();
      expired.contents().dropWaiting(holders);
      past.find(expired.number())
          .ifPresentOrElse(
              late -> {
                expired.contents().state().endFor(holders);
                late.ownTree();
              },
              () -> expired.contents().state().retireFor(holders));
    }
  }

  /**
   * Goes back to an epoch that is kept, as it was when it was left; of its message keys those that
   * were used since are used. The epochs that came after it never begin again.
   *
   * @return those that are given up, the oldest first
   * @throws IllegalArgumentException if the epoch is not kept
   */
  public List<GivenUpEpoch> rewind(long number) {
    if (kept.find(number).isEmpty()) {
      throw new IllegalArgumentException(
          "epoch " + Long.toUnsignedString(number) + " is not kept: see keptEpochs");
    }
    List<KeptEpoch> taken = kept.takeFrom(number);
    List<EpochContents> left = new ArrayList<>();
    taken.forEach(one -> left.add(one.contents()));
    left.add(epoch);
    epoch = left.remove(0);
    epoch.giveUp(left.get(0).state());
    past.takeFrom(number);
    KeyHolders holders = holders();
    List<GivenUpEpoch> givenUp = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      givenUp.add(new GivenUpEpoch(left.get(i).number(), taken.get(i).followed().effects()));
      left.get(i).dropWaiting(holders);
      left.get(i).state().retireFor(holders);
    }
    epoch.state().client().psks().rewound(epoch.state());
    return givenUp;
  }

  /** A Commit of an epoch that was left; it changes nothing. */
  public Incoming receivePast(MlsMessage commit, long number) {
    KeptEpoch of =
        kept.find(number)
            .orElseThrow(
                () ->
                    new ValidationException(
                        Rule.COMMIT_IS_NOT_LATE,
                        "of epoch "
                            + Long.toUnsignedString(number)
                            + ", which is over and not kept"));
    return ForkedCommit.receive(of, commit);
  }

  /** An epoch that was prepared is not entered: the keys that nobody else holds go. */
  public void discard(GroupState next) {
    next.retireFor(holders());
  }

  /** We are in the group no longer, and nothing of it stays. */
  public void end() {
    giveWay();
    epoch.state().client().psks().left(groupId);
  }

  /** As {@link #end}, but the resumption PSKs stay: the same group goes on with us otherwise. */
  public void giveWay() {
    state();
    ended = true;
    KeyHolders nobody = new KeyHolders();
    all()
        .forEach(
            one -> {
              one.dropWaiting(nobody);
              one.state().retireFor(nobody);
            });
    kept.clear();
    past.close();
  }

  /** Takes everything out of memory, and leaves the vault as it is: it is stored elsewhere. */
  public void forget() {
    if (!ended) {
      ended = true;
      epoch.state().client().psks().left(groupId);
      all().forEach(EpochContents::forget);
    }
    kept.clear();
    past.close();
  }

  private List<EpochContents> all() {
    List<EpochContents> all = new ArrayList<>();
    all.add(epoch);
    kept.kept().forEach(one -> all.add(one.contents()));
    return all;
  }

  private KeyHolders holders() {
    KeyHolders holders = new KeyHolders();
    all().forEach(one -> one.collect(holders));
    return holders;
  }
}
