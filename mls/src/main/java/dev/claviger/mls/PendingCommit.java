package dev.claviger.mls;

import dev.claviger.mls.group.CreatedCommit;
import dev.claviger.mls.wire.MlsMessage;
import java.util.Optional;

/**
 * A Commit of ours that the Delivery Service has not ordered yet (RFC 9420 §14). Send {@link
 * #message}; if it is ordered first for its epoch, {@link #accept} and only then send {@link
 * #welcome}; if another Commit is, processing that one drops this.
 */
public final class PendingCommit {
  private final Group group;
  private final CreatedCommit created;
  private final Epoch next;
  private final EpochChanges changes;
  private final MlsMessage message;

  PendingCommit(Group group, CreatedCommit created) {
    this.group = group;
    this.created = created;
    this.next = Epoch.of(created.next());
    this.changes = EpochChanges.of(created.effects());
    this.message = created.message();
  }

  /** For the members: the encoding of an MLSMessage. */
  public byte[] message() {
    return message.encode().toByteArray();
  }

  /** For those who are added: the encoding of an MLSMessage; empty if nobody is. */
  public Optional<byte[]> welcome() {
    return created.welcome().map(w -> w.encode().toByteArray());
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

  CreatedCommit created() {
    return created;
  }
}
