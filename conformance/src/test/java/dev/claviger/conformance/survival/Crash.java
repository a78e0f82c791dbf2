package dev.claviger.conformance.survival;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import dev.claviger.mls.spi.StoredRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A fake death: after so many steps of its store and its vault a client gets an error from whatever
 * it calls, and no more is done for it. Steps are the beginning and the end of a transaction, each
 * row that is written, what follows a commit, and both sides of a key's making and destruction.
 */
final class Crash {
  private int left;

  Crash(int steps) {
    this.left = steps;
  }

  /** Not an exception: nothing that cleans up after one may run. */
  static final class CrashError extends Error {
    private static final long serialVersionUID = 1L;
  }

  private void step() {
    if (left-- <= 0) {
      left = 0;
      throw new CrashError();
    }
  }

  GroupStore before(GroupStore store) {
    return new Store(store);
  }

  KeyVault before(KeyVault vault) {
    return new Vault(vault);
  }

  private final class Vault extends ForwardingVault {
    private Vault(KeyVault behind) {
      super(behind);
    }

    @Override
    public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
      step();
      VaultKey key = super.generate(purpose, algorithm);
      step();
      return key;
    }

    @Override
    public boolean destroy(KeyRef ref) {
      step();
      boolean there = super.destroy(ref);
      step();
      return there;
    }
  }

  private final class Store implements GroupStore {
    private final GroupStore behind;

    private Store(GroupStore behind) {
      this.behind = behind;
    }

    @Override
    public List<Bytes> names(StoreScope.Kind kind) {
      return behind.names(kind);
    }

    @Override
    public Optional<StateStamp> stamp(StoreScope scope) {
      return behind.stamp(scope);
    }

    @Override
    public <T> T transact(List<StoreScope> scopes, Function<StoreTransaction, T> work) {
      step();
      T result =
          behind.transact(
              scopes,
              transaction -> {
                T done = work.apply(new Transaction(transaction));
                step();
                return done;
              });
      step();
      return result;
    }

    @Override
    public boolean isShared() {
      return behind.isShared();
    }

    @Override
    public void close() {
      behind.close();
    }
  }

  private final class Transaction implements StoreTransaction {
    private final StoreTransaction behind;

    private Transaction(StoreTransaction behind) {
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
      step();
      behind.put(scope, key, value);
    }

    @Override
    public void delete(StoreScope scope, RowKey key) {
      step();
      behind.delete(scope, key);
    }

    @Override
    public void deleteAll(StoreScope scope, int kind, long epoch) {
      step();
      behind.deleteAll(scope, kind, epoch);
    }

    @Override
    public void deleteAll(StoreScope scope) {
      step();
      behind.deleteAll(scope);
    }

    @Override
    public StateStamp renew(StoreScope scope) {
      step();
      return behind.renew(scope);
    }

    @Override
    public void afterCommit(Runnable action) {
      behind.afterCommit(
          () -> {
            step();
            action.run();
          });
    }
  }
}
