package dev.claviger.conformance.interop.server;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.CommitBuilder;
import dev.claviger.mls.Group;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.Received;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A member of a group, through all its epochs: its id stays the same. Thread-safe. */
final class State implements Held {
  private final Party party;
  private final Group group;
  private final Set<Bytes> proposalsSeen = new HashSet<>();
  private Optional<PendingCommit> pending = Optional.empty();

  /**
   * @param party freed with this
   */
  State(Party party, Group group) {
    this.party = party;
    this.group = group;
  }

  Party party() {
    return party;
  }

  Group group() {
    return group;
  }

  /**
   * Commits the proposals of others and whatever is asked for; it stays pending.
   *
   * @param proposals encodings of MLSMessages, our own among them or not
   */
  synchronized PendingCommit commit(List<Bytes> proposals, Consumer<CommitBuilder> asked) {
    takeProposals(proposals);
    CommitBuilder builder = group.commit();
    asked.accept(builder);
    PendingCommit commit = builder.build();
    pending.ifPresent(PendingCommit::drop);
    pending = Optional.of(commit);
    return commit;
  }

  /**
   * @throws IllegalStateException if no Commit of ours is pending
   */
  synchronized void acceptPending() {
    pending.orElseThrow(() -> new IllegalStateException("no Commit is pending")).accept();
    entered();
  }

  /** Follows a Commit of another member, after the proposals it refers to. */
  synchronized Received follow(List<Bytes> proposals, Bytes commit) {
    takeProposals(proposals);
    Received received = group.process(commit.toByteArray());
    entered();
    return received;
  }

  /** A second one of another group, for the same client. */
  State branch(Group other) {
    return new State(party.hold(), other);
  }

  @Override
  public synchronized void free() {
    group.delete();
    party.release();
  }

  private void entered() {
    pending = Optional.empty();
    proposalsSeen.clear();
  }

  /** A member that has committed proposals may have to follow another's Commit of the same. */
  private void takeProposals(List<Bytes> proposals) {
    for (Bytes proposal : proposals) {
      if (!proposalsSeen.contains(proposal)) {
        group.process(proposal.toByteArray());
        proposalsSeen.add(proposal);
      }
    }
  }
}
