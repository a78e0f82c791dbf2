package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.ForwardingTransaction;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;

/** Counts what is written to the transaction behind it. */
final class CountingTransaction extends ForwardingTransaction {
  private int rows;
  private int bytes;

  CountingTransaction(StoreTransaction behind) {
    super(behind);
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
    super.put(scope, key, value);
  }

  @Override
  public void delete(StoreScope scope, RowKey key) {
    rows++;
    super.delete(scope, key);
  }

  @Override
  public void deleteAll(StoreScope scope, int kind, long epoch) {
    rows++;
    super.deleteAll(scope, kind, epoch);
  }

  @Override
  public void deleteAll(StoreScope scope) {
    rows++;
    super.deleteAll(scope);
  }
}
