package dev.claviger.mls;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.group.CreatedCommit;
import java.util.Map;

/**
 * An external Commit of ours that the Delivery Service has not ordered yet (RFC 9420 §12.4.3.2).
 * Send {@link #message}; if it is ordered first for its epoch, {@link #accept}, otherwise {@link
 * #drop} it and try again with a newer GroupInfo. Thread-safe.
 */
public final class PendingJoin {
  private final MlsClient client;
  private final CreatedCommit created;
  private final Epoch next;
  private final EpochChanges changes;
  private boolean decided;

  PendingJoin(MlsClient client, CreatedCommit created) {
    this.client = client;
    this.created = created;
    this.next = Epoch.of(created.next());
    this.changes = EpochChanges.of(created.effects());
  }

  /** For the members: the encoding of an MLSMessage. */
  public byte[] message() {
    return created.message().encode().toByteArray();
  }

  /** The epoch that begins if this is accepted. */
  public Epoch next() {
    return next;
  }

  /** What it changes: we are added, and our old leaf, if there was one, is removed. */
  public EpochChanges changes() {
    return changes;
  }

  /**
   * The Delivery Service has ordered this Commit: we are in the group. A group of that name that
   * this client still held is closed, for this one takes its place.
   *
   * @throws IllegalStateException if it was accepted or dropped before, or the client is closed
   */
  public synchronized Group accept() {
    if (decided) {
      throw new IllegalStateException("this Commit was accepted or dropped before");
    }
    Group group = client.enter(created.next());
    decided = true;
    client.decided(this);
    return group;
  }

  /** The Commit will not be: destroys the keys made for it. Idempotent. */
  public synchronized void drop() {
    if (!decided) {
      decided = true;
      created.next().retire();
      client.decided(this);
    }
  }

  Map<KeyRef, KeyPurpose> vaultKeys() {
    return created.next().vaultKeys();
  }
}
