package dev.claviger.mls.stored;

import dev.claviger.mls.spi.ForwardingStore;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A fake that stands before a store: it fails when told to, at the end of a transaction or after.
 */
final class FaultyStore extends ForwardingStore {
  boolean failsToCommit;
  boolean isLostAfterNextCommit;
  private boolean isLost;
  private int looksLeft;
  private Runnable atLook;
  int transactions;

  /** The last one that was begun, for what it wrote. */
  CountingTransaction last;

  FaultyStore(GroupStore behind) {
    super(behind);
  }

  @Override
  public Optional<StateStamp> stamp(StoreScope scope) {
    looksLeft--;
    if (looksLeft == 0) {
      atLook.run();
    }
    if (isLost) {
      throw new StoreException("told to be lost");
    }
    return super.stamp(scope);
  }

  @Override
  public boolean isCurrent(StoreScope scope, Optional<StateStamp> known) {
    return stamp(scope).equals(known);
  }

  @Override
  public <T> T transact(List<StoreScope> scopes, Function<StoreTransaction, T> work) {
    transactions++;
    T done =
        super.transact(
            scopes,
            transaction -> {
              last = new CountingTransaction(transaction);
              T result = work.apply(last);
              if (failsToCommit) {
                throw new StoreException("told to fail");
              }
              return result;
            });
    isLost = isLostAfterNextCommit;
    return done;
  }

  /** Has something done right before the store is asked for a stamp for the n-th time from now. */
  void beforeLook(int n, Runnable action) {
    looksLeft = n;
    atLook = action;
  }

  /** Has it done now if it was not. */
  void finishLooks() {
    if (looksLeft > 0) {
      looksLeft = 0;
      atLook.run();
    }
  }

  void isBack() {
    isLostAfterNextCommit = false;
    isLost = false;
  }
}
