package dev.claviger.mls.spi;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Lists;
import dev.claviger.crypto.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A {@link GroupStore} for tests: it outlives the clients that use it, but not the process, and
 * seals nothing.
 */
public final class InMemoryGroupStore implements GroupStore {
  private static final int STAMP = 16;

  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private Map<StoreScope, Scope> scopes = new HashMap<>();

  /** An empty one. */
  public InMemoryGroupStore() {}

  /** Rows as they stand; a transaction works on copies. */
  private record Scope(StateStamp stamp, Map<RowKey, Secret> rows) {
    Scope with(StateStamp other) {
      return new Scope(other, rows);
    }
  }

  @Override
  public List<Bytes> names(StoreScope.Kind kind) {
    lock.lock();
    try {
      return scopes.keySet().stream()
          .filter(scope -> scope.kind() == kind)
          .map(StoreScope::name)
          .collect(Lists.toList());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<StateStamp> stamp(StoreScope scope) {
    lock.lock();
    try {
      return Optional.ofNullable(scopes.get(scope)).map(Scope::stamp);
    } finally {
      lock.unlock();
    }
  }

  /** As if all that is in here were found to be from before a restoration. */
  public void foundRestored() {
    lock.lock();
    try {
      scopes.replaceAll((scope, there) -> there.with(new StateStamp(there.stamp().value(), true)));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <T> T transact(List<StoreScope> wanted, Function<StoreTransaction, T> work) {
    List<Runnable> afterwards;
    T result;
    lock.lock();
    try {
      if (lock.getHoldCount() > 1) {
        throw new IllegalStateException("transactions are not nested");
      }
      Transaction transaction = new Transaction(wanted);
      try {
        result = work.apply(transaction);
      } finally {
        transaction.ended = true;
      }
      scopes = transaction.working;
      afterwards = transaction.afterwards;
    } finally {
      lock.unlock();
    }
    afterwards.forEach(Runnable::run);
    return result;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  /** What is kept stays for the next client. */
  @Override
  public void close() {}

  private final class Transaction implements StoreTransaction {
    private final List<StoreScope> wanted;
    private final Map<StoreScope, Scope> working = new HashMap<>(scopes);
    private final List<Runnable> afterwards = new ArrayList<>();
    private final Thread owner = Thread.currentThread();
    private volatile boolean ended;

    Transaction(List<StoreScope> wanted) {
      this.wanted = List.copyOf(wanted);
      this.wanted.forEach(
          scope ->
              working.computeIfPresent(
                  scope, (same, there) -> new Scope(there.stamp(), new HashMap<>(there.rows()))));
    }

    @Override
    public Optional<StateStamp> stamp(StoreScope scope) {
      return Optional.ofNullable(mine(scope)).map(Scope::stamp);
    }

    @Override
    public List<StoredRow> rows(StoreScope scope) {
      Scope there = mine(scope);
      return there == null
          ? List.of()
          : Lists.map(
              there.rows().entrySet(), row -> new StoredRow(row.getKey(), row.getValue().copy()));
    }

    @Override
    public Optional<Secret> row(StoreScope scope, RowKey key) {
      Scope there = mine(scope);
      return there == null
          ? Optional.empty()
          : Optional.ofNullable(there.rows().get(key)).map(Secret::copy);
    }

    @Override
    public void put(StoreScope scope, RowKey key, Secret value) {
      made(scope).rows().put(key, value.copy());
    }

    @Override
    public void delete(StoreScope scope, RowKey key) {
      Scope there = mine(scope);
      if (there != null) {
        there.rows().remove(key);
      }
    }

    @Override
    public void deleteAll(StoreScope scope, int kind, long epoch) {
      Scope there = mine(scope);
      if (there != null) {
        there.rows().keySet().removeIf(key -> key.kind() == kind && key.epoch() == epoch);
      }
    }

    @Override
    public void deleteAll(StoreScope scope) {
      mine(scope);
      working.remove(scope);
    }

    @Override
    public StateStamp renew(StoreScope scope) {
      Scope before = made(scope);
      Scope renewed = before.with(newStamp(before.stamp().restored()));
      working.put(scope, renewed);
      return renewed.stamp();
    }

    @Override
    public void afterCommit(Runnable action) {
      checkOpen();
      afterwards.add(action);
    }

    private Scope made(StoreScope scope) {
      mine(scope);
      return working.computeIfAbsent(scope, absent -> new Scope(newStamp(false), new HashMap<>()));
    }

    private Scope mine(StoreScope scope) {
      checkOpen();
      if (!wanted.contains(scope)) {
        throw new IllegalArgumentException(scope + " is not of this transaction");
      }
      return working.get(scope);
    }

    private void checkOpen() {
      if (ended || Thread.currentThread() != owner) {
        throw new IllegalStateException("this transaction has ended, or is another thread's");
      }
    }

    private StateStamp newStamp(boolean restored) {
      byte[] stamp = new byte[STAMP];
      random.nextBytes(stamp);
      return new StateStamp(Bytes.wrap(stamp), restored);
    }
  }
}
