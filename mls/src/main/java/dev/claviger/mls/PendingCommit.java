package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.group.CreatedCommit;
import dev.claviger.mls.group.GroupState;
import dev.claviger.mls.tree.RatchetTree;
import dev.claviger.mls.wire.MlsMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Commit of ours that the Delivery Service has not ordered yet (RFC 9420 §14). Send {@link
 * #message}. If it is ordered first for its epoch, {@link #accept} it, or process it like any other
 * message; from then on there are the {@link #welcomes}. If another Commit is, processing that one
 * drops this, and the Welcomes with it: nobody can be let into an epoch that never was.
 */
public final class PendingCommit {
  private final Group group;
  private final MlsMessage message;
  private final GroupState nextState;
  private final RatchetTree nextTree;
  private final Epoch next;
  private final EpochChanges changes;
  private final Bytes authenticatedData;
  private List<MlsMessage> welcomes;
  private Fate fate = Fate.OPEN;

  /** What became of the Commit. */
  private enum Fate {
    OPEN,
    ACCEPTED,
    DROPPED
  }

  PendingCommit(Group group, CreatedCommit created, Bytes authenticatedData) {
    this.group = group;
    this.message = created.message();
    this.welcomes = created.welcomes();
    this.nextState = created.next();
    this.nextTree = created.next().tree();
    this.next = Epoch.of(created.next());
    this.changes = EpochChanges.of(created.effects());
    this.authenticatedData = authenticatedData;
  }

  /** For the members: the encoding of an MLSMessage. */
  public byte[] message() {
    return message.encode().toByteArray();
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
   */
  public synchronized List<byte[]> welcomes() {
    if (fate != Fate.ACCEPTED) {
      throw new IllegalStateException(
          fate == Fate.OPEN
              ? "no Welcome before its Commit is accepted (RFC 9420 §14)"
              : "this Commit was dropped, or another one was accepted");
    }
    return welcomes.stream().map(w -> w.encode().toByteArray()).collect(Lists.toList());
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
    return group.accept(this);
  }

  /** The Commit will not be: destroys the keys made for it. Idempotent. */
  public void drop() {
    group.drop(this);
  }

  Map<KeyRef, KeyPurpose> vaultKeys() {
    return nextState.vaultKeys();
  }

  Bytes authenticatedData() {
    return authenticatedData;
  }

  boolean isOf(MlsMessage received) {
    return message.equals(received);
  }

  /** The group enters the epoch that this begins. */
  synchronized GroupState accepted() {
    fate = Fate.ACCEPTED;
    return nextState;
  }

  /** The group goes on, or stays, without this: its keys go, but for those that are kept. */
  synchronized void dropFor(GroupState kept) {
    fate = Fate.DROPPED;
    welcomes = List.of();
    nextState.retireFor(kept);
  }
}
