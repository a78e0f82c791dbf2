package dev.claviger.conformance.bench.stack;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.ForwardingStore;
import dev.claviger.mls.spi.ForwardingTransaction;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Counts the rows that are written to stores, or deleted one by one. Thread-safe. */
final class RowCount {
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  Usage usage() {
    return new Usage(0, rows.get(), bytes.get());
  }

  /** The store, whose rows are counted. */
  GroupStore of(GroupStore store) {
    return new Counted(store);
  }

  private final class Counted extends ForwardingStore {
    Counted(GroupStore behind) {
      super(behind);
    }

    @Override
    public <T> T transact(List<StoreScope> scopes, Function<StoreTransaction, T> work) {
      return super.transact(scopes, transaction -> work.apply(new Counting(transaction)));
    }
  }

  private final class Counting extends ForwardingTransaction {
    Counting(StoreTransaction behind) {
      super(behind);
    }

    @Override
    public void put(StoreScope scope, RowKey key, Secret value) {
      rows.incrementAndGet();
      bytes.addAndGet(value.length());
      super.put(scope, key, value);
    }

    @Override
    public void delete(StoreScope scope, RowKey key) {
      rows.incrementAndGet();
      super.delete(scope, key);
    }
  }
}
