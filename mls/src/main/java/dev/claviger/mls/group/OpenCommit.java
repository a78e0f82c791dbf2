package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.wire.MlsMessage;

/** A Commit of ours that waits to be ordered, and what becomes of it. */
public final class OpenCommit {
  private final CreatedCommit created;
  private final Bytes authenticatedData;
  private volatile Fate fate = Fate.OPEN;

  /** What became of the Commit. */
  public enum Fate {
    OPEN,
    ACCEPTED,
    DROPPED
  }

  /**
   * @param authenticatedData that travels with it
   */
  public OpenCommit(CreatedCommit created, Bytes authenticatedData) {
    this.created = created;
    this.authenticatedData = authenticatedData;
  }

  public CreatedCommit created() {
    return created;
  }

  public Bytes authenticatedData() {
    return authenticatedData;
  }

  public Fate fate() {
    return fate;
  }

  public boolean isOf(MlsMessage message) {
    return created.message().equals(message);
  }

  /** The group enters the epoch that this begins. */
  GroupState accepted() {
    fate = Fate.ACCEPTED;
    return created.next();
  }

  /** The group goes on, or stays, without it: its keys go, but for those that somebody holds. */
  void dropFor(KeyHolders holders) {
    fate = Fate.DROPPED;
    created.next().retireFor(holders);
  }
}
