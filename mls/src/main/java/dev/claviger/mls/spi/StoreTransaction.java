package dev.claviger.mls.spi;

import dev.claviger.crypto.Secret;
import java.util.List;
import java.util.Optional;

/**
 * One transaction of a {@link GroupStore} over the scopes that it was opened for. Reads see its own
 * writes. Used by the thread that runs it, and not after that.
 */
public interface StoreTransaction {
  /**
   * The mark of the scope, with that of {@link #renew} if it was called; empty if it is not there.
   */
  Optional<StateStamp> stamp(StoreScope scope);

  /**
   * All rows of the scope, in no order.
   *
   * @throws StoreDamagedException if one of them was changed, exchanged, or is missing
   */
  List<StoredRow> rows(StoreScope scope);

  /**
   * One row; the value is the caller's to destroy.
   *
   * @throws StoreDamagedException if it was changed or exchanged
   */
  Optional<Secret> row(StoreScope scope, RowKey key);

  /** Writes a row, over the one that was there; the value stays the caller's. */
  void put(StoreScope scope, RowKey key, Secret value);

  /** Deletes a row, if it is there. */
  void delete(StoreScope scope, RowKey key);

  /** Deletes the rows of one kind and epoch. */
  void deleteAll(StoreScope scope, int kind, long epoch);

  /** Deletes the scope with all its rows; what is put after that makes it anew. */
  void deleteAll(StoreScope scope);

  /**
   * Gives the scope a new mark, so that whoever holds an older state notices. What does not call
   * this must be of no concern to them. A scope that is new gets a mark in any case.
   */
  StateStamp renew(StoreScope scope);

  /**
   * Runs something once all this is durable, if it ever is; failures of it do not undo anything.
   */
  void afterCommit(Runnable action);
}
