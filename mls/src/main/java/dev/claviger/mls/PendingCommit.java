package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.group.OpenCommit;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.MlsMessage;
import java.util.List;
import java.util.Optional;

/**
 * A Commit of ours that the Delivery Service has not ordered yet (RFC 9420 §14). Send {@link
 * #message}. If it is ordered first for its epoch, {@link #accept} it, or process it like any other
 * message; from then on there are the {@link #welcomes}. If another Commit is, processing that one
 * drops this, and the Welcomes with it: nobody can be let into an epoch that never was.
 */
public final class PendingCommit {
  private final Group group;
  private final OpenCommit commit;
  private final RatchetTree nextTree;
  private final Epoch next;
  private final EpochChanges changes;

  PendingCommit(Group group, OpenCommit commit) {
    this.group = group;
    this.commit = commit;
    this.nextTree = commit.created().next().tree();
    this.next = Epoch.of(commit.created().next());
    this.changes = EpochChanges.of(commit.created().effects());
  }

  /** For the members: the encoding of an MLSMessage. */
  public byte[] message() {
    return sent().encode().toByteArray();
  }

  /**
   * For those who are added, once the Commit is accepted: the encoding of an MLSMessage; empty if
   * nobody is. If there is one for each, this is the first of {@link #welcomes}.
   *
   * @throws IllegalStateException if the Commit is not accepted yet, or was dropped
   */
  public Optional<byte[]> welcome() {
    return welcomes().stream().findFirst();
  }

  /**
   * For those who are added, in the order in which they were, once the Commit is accepted: one for
   * all, or one each. A member that sent one before might let somebody into a group that nobody
   * else is in (RFC 9420 §14).
   *
   * @throws IllegalStateException if the Commit is not accepted yet, or was dropped
   * @see #bundledWelcomes
   */
  public List<byte[]> welcomes() {
    if (commit.fate() == OpenCommit.Fate.ACCEPTED) {
      return Group.encoded(commit.created().welcomes());
    }
    return group
        .accepted(sent())
        .map(accepted -> Group.encoded(accepted.welcomes()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    group.isPending(sent())
                        ? "no Welcome before its Commit is accepted (RFC 9420 §14)"
                        : "this Commit was dropped, or another one was accepted"));
  }

  /**
   * The {@link #welcomes} while the Commit is still pending, for a Delivery Service that takes both
   * in one request and hands the Welcomes on only if it orders the Commit: it does the waiting then
   * (RFC 9420 §14). They are for no other.
   *
   * @throws IllegalStateException if the Commit was dropped
   */
  public List<byte[]> bundledWelcomes() {
    return group.isPending(sent()) ? Group.encoded(commit.created().welcomes()) : welcomes();
  }

  /**
   * What goes beside a Welcome without it (RFC 9420 §12.4.3.3): the encoding of {@code
   * optional<Node> ratchet_tree<V>} of the next epoch.
   */
  public Bytes ratchetTree() {
    return nextTree.toExtension().encode();
  }

  /** The epoch that begins if this is accepted. */
  public Epoch next() {
    return next;
  }

  /** What it changes. */
  public EpochChanges changes() {
    return changes;
  }

  /**
   * The Delivery Service has ordered this Commit: the group enters the next epoch, the keys of the
   * old one are destroyed, and the other pending Commits are dropped.
   *
   * @return the group, now in the next epoch
   * @throws IllegalStateException if it was accepted or dropped before
   */
  public Group accept() {
    return group.accept(sent());
  }

  /** The Commit will not be: destroys the keys made for it. Idempotent. */
  public void drop() {
    group.drop(sent());
  }

  private MlsMessage sent() {
    return commit.created().message();
  }
}
