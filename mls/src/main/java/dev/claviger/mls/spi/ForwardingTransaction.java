package dev.claviger.mls.spi;

import dev.claviger.crypto.Secret;
import java.util.List;
import java.util.Optional;

/** A transaction in front of another; subclasses change what they are about. */
public abstract class ForwardingTransaction implements StoreTransaction {
  private final StoreTransaction behind;

  protected ForwardingTransaction(StoreTransaction behind) {
    this.behind = behind;
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
  public void put(StoreScope scope, RowKey key, Secret value) {
    behind.put(scope, key, value);
  }

  @Override
  public void delete(StoreScope scope, RowKey key) {
    behind.delete(scope, key);
  }

  @Override
  public void deleteAll(StoreScope scope, int kind, long epoch) {
    behind.deleteAll(scope, kind, epoch);
  }

  @Override
  public void deleteAll(StoreScope scope) {
    behind.deleteAll(scope);
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
