package dev.claviger.conformance.survival;

import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.spi.ForwardingStore;
import dev.claviger.mls.spi.ForwardingTransaction;
import dev.claviger.mls.spi.GroupStore;
import dev.claviger.mls.spi.RowKey;
import dev.claviger.mls.spi.StateStamp;
import dev.claviger.mls.spi.StoreScope;
import dev.claviger.mls.spi.StoreTransaction;
import java.util.List;
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

  private final class Store extends ForwardingStore {
    private Store(GroupStore behind) {
      super(behind);
    }

    @Override
    public <T> T transact(List<StoreScope> scopes, Function<StoreTransaction, T> work) {
      step();
      T result =
          super.transact(
              scopes,
              transaction -> {
                T done = work.apply(new Transaction(transaction));
                step();
                return done;
              });
      step();
      return result;
    }
  }

  private final class Transaction extends ForwardingTransaction {
    private Transaction(StoreTransaction behind) {
      super(behind);
    }

    @Override
    public void put(StoreScope scope, RowKey key, Secret value) {
      step();
      super.put(scope, key, value);
    }

    @Override
    public void delete(StoreScope scope, RowKey key) {
      step();
      super.delete(scope, key);
    }

    @Override
    public void deleteAll(StoreScope scope, int kind, long epoch) {
      step();
      super.deleteAll(scope, kind, epoch);
    }

    @Override
    public void deleteAll(StoreScope scope) {
      step();
      super.deleteAll(scope);
    }

    @Override
    public StateStamp renew(StoreScope scope) {
      step();
      return super.renew(scope);
    }

    @Override
    public void afterCommit(Runnable action) {
      super.afterCommit(
          () -> {
            step();
            action.run();
          });
    }
  }
}
