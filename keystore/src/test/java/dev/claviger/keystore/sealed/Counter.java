package dev.claviger.keystore.sealed;

import dev.claviger.crypto.key.RollbackGuard;

/** What a token would keep; it fails when told to. */
final class Counter implements RollbackGuard {
  private long value;
  boolean dead;

  /** Counts on as if the store had gone on elsewhere, so that it finds itself restored. */
  void findRestored(SealedGroupStore store) {
    value += 10;
    store.guardBy(this);
  }

  @Override
  public long current() {
    return value;
  }

  @Override
  public void advanceTo(long to) {
    if (dead) {
      throw new IllegalStateException("the token is gone");
    }
    value = Math.max(value, to);
  }
}
