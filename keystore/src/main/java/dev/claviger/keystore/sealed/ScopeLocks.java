package dev.claviger.keystore.sealed;

import dev.claviger.mls.spi.StoreException;
import dev.claviger.mls.spi.StoreScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A lock for each scope in use, among the threads of this process. */
final class ScopeLocks {
  private static final long PATIENCE_SECONDS = 120;

  private final Map<StoreScope, Counted> locks = new HashMap<>();

  private static final class Counted {
    final ReentrantLock lock = new ReentrantLock();
    int users;
  }

  /** Locks them in the given order, which all callers must share. */
  Held lock(List<StoreScope> scopes) {
    Held held = new Held();
    try {
      for (StoreScope scope : scopes) {
        lock(scope);
        held.scopes.add(scope);
      }
      return held;
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private void lock(StoreScope scope) {
    Counted counted;
    synchronized (locks) {
      counted = locks.computeIfAbsent(scope, absent -> new Counted());
      counted.users++;
    }
    boolean locked = false;
    try {
      locked = counted.lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!locked) {
        leave(scope, counted);
      }
    }
    if (!locked) {
      throw new StoreException(scope + " is held by another thread; nothing was written");
    }
  }

  private void leave(StoreScope scope, Counted counted) {
    synchronized (locks) {
      if (--counted.users == 0) {
        locks.remove(scope);
      }
    }
  }

  /** Locks that one thread holds, and that it gives back. */
  final class Held implements AutoCloseable {
    private final List<StoreScope> scopes = new ArrayList<>();

    @Override
    public void close() {
      for (StoreScope scope : scopes) {
        Counted counted;
        synchronized (locks) {
          counted = locks.get(scope);
        }
        counted.lock.unlock();
        leave(scope, counted);
      }
      scopes.clear();
    }
  }
}
