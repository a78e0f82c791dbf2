package dev.claviger.mls;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.group.CreatedCommit;
import dev.claviger.mls.wire.MlsMessage;
import java.util.List;
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
  private final Bytes authenticatedData;
  private final MlsMessage message;

  PendingCommit(Group group, CreatedCommit created, Bytes authenticatedData) {
    this.group = group;
    this.created = created;
    this.next = Epoch.of(created.next());
    this.changes = EpochChanges.of(created.effects());
    this.authenticatedData = authenticatedData;
    this.message = created.message();
  }

  /** For the members: the encoding of an MLSMessage. */
  public byte[] message() {
    return message.encode().toByteArray();
  }

  /**
   * For those who are added: the encoding of an MLSMessage; empty if nobody is. If there is one for
   * each, this is the first of {@link #welcomes}.
   */
  public Optional<byte[]> welcome() {
    return created.welcome().map(w -> w.encode().toByteArray());
  }

  /** For those who are added, in the order in which they were: one for all, or one each. */
  public List<byte[]> welcomes() {
    return created.welcomes().stream().map(w -> w.encode().toByteArray()).toList();
  }

  /**
   * What goes beside a Welcome without it (RFC 9420 §12.4.3.3): the encoding of {@code
   * optional<Node> ratchet_tree<V>} of the next epoch.
   */
  public Bytes ratchetTree() {
    return created.next().tree().toExtension().encode();
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

  Bytes authenticatedData() {
    return authenticatedData;
  }

  CreatedCommit created() {
    return created;
  }
}
