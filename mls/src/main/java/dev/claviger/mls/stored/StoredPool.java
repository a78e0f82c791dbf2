package dev.claviger.mls.stored;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.DecodeException;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.group.KeyPackageKeys;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StoreConflictException;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The list of a client's pool of KeyPackages, a row in the client's scope: so all processes that
 * are one client have one pool.
 */
final class StoredPool {
  private static final RowKey POOL = new RowKey(2, 0, 0);

  /** Without a pause: each time somebody else has got on. */
  private static final int TRIES = 20;

  private final GroupStore store;
  private final StoredKeyPackages keyPackages;

  StoredPool(GroupStore store, StoredKeyPackages keyPackages) {
    this.store = store;
    this.keyPackages = keyPackages;
  }

  List<PooledKeyPackage> list() {
    return store.transact(List.of(StoreScope.CLIENT), StoredPool::read);
  }

  List<PooledKeyPackage> change(
      List<KeyPackageKeys> candidates, UnaryOperator<List<PooledKeyPackage>> change) {
    for (int i = 1; ; i++) {
      try {
        return tryChange(candidates, change);
      } catch (StoreConflictException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  private List<PooledKeyPackage> tryChange(
      List<KeyPackageKeys> candidates, UnaryOperator<List<PooledKeyPackage>> change) {
    List<StoreScope> scopes = new ArrayList<>(List.of(StoreScope.CLIENT));
    candidates.forEach(keys -> scopes.add(keyPackages.scope(keys)));
    return store.transact(
        scopes,
        transaction -> {
          List<PooledKeyPackage> before = read(transaction);
          List<PooledKeyPackage> after = List.copyOf(change.apply(before));
          if (!after.equals(before)) {
            write(transaction, after);
            List<StoreScope> listed =
                after.stream()
                    .map(one -> StoredKeyPackages.scope(one.ref()))
                    .collect(Collectors.toList());
            candidates.stream()
                .filter(keys -> listed.contains(keyPackages.scope(keys)))
                .forEach(keys -> keyPackages.put(transaction, keys));
          }
          return after;
        });
  }

  private static List<PooledKeyPackage> read(StoreTransaction transaction) {
    return transaction
        .row(StoreScope.CLIENT, POOL)
        .map(
            stored -> {
              try (stored) {
                return TlsReader.decode(
                    stored, "pool", r -> r.list("pool", PooledKeyPackage::read));
              } catch (DecodeException e) {
                throw new StoreDamagedException(StoreScope.CLIENT, "the pool does not decode", e);
              }
            })
        .orElse(List.of());
  }

  private static void write(StoreTransaction transaction, List<PooledKeyPackage> pool) {
    try (Secret row = new TlsWriter().list(pool).toSecret()) {
      transaction.put(StoreScope.CLIENT, POOL, row);
    }
  }
}
