package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import dev.claviger.mls.spi.StoredRow;
import java.util.List;
import java.util.Optional;

/** Counts what is written to the transaction behind it. */
final class CountingTransaction implements StoreTransaction {
  private final StoreTransaction behind;
  private int rows;
  private int bytes;

  CountingTransaction(StoreTransaction behind) {
    this.behind = behind;
  }

  /** How many rows were put or deleted; all of a kind and epoch that end count as one. */
  int rows() {
    return rows;
  }

  /** How long the values are that were put. */
  int bytes() {
    return bytes;
  }

  @Override
  public void put(StoreScope scope, RowKey key, Secret value) {
    rows++;
    bytes += value.length();
    behind.put(scope, key, value);
  }

  @Override
  public void delete(StoreScope scope, RowKey key) {
    rows++;
    behind.delete(scope, key);
  }

  @Override
  public void deleteAll(StoreScope scope, int kind, long epoch) {
    rows++;
    behind.deleteAll(scope, kind, epoch);
  }

  @Override
  public void deleteAll(StoreScope scope) {
    rows++;
    behind.deleteAll(scope);
  }

  @Override
  public Optional<StateStamp> stamp(StoreScope scope) {
    return behind.stamp(scope);
  }

  @Override
  public List<StoredRow> rows(StoreScope scope) {
    return behind.rows(scope);
  }

  @Override
  public Optional<Secret> row(StoreScope scope, RowKey key) {
    return behind.row(scope, key);
  }

  @Override
  public StateStamp renew(StoreScope scope) {
    return behind.renew(scope);
  }

  @Override
  public void afterCommit(Runnable action) {
    behind.afterCommit(action);
  }
}
