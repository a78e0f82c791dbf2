package dev.claviger.hsm;

import dev.claviger.hsm.cryptoki.CryptokiException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong in a {@link FakeToken} next, and what has been called so far. */
final class FakeFaults {
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, Long> next = new HashMap<>();
  private final Map<String, Runnable> hooks = new HashMap<>();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicBoolean overlapped = new AtomicBoolean();

  /** The next call of that function returns that, and does nothing. */
  synchronized void failNext(String function, long code) {
    next.put(function, code);
  }

  /** The next call of that function runs this first, outside all locks. */
  synchronized void beforeNext(String function, Runnable hook) {
    hooks.put(function, hook);
  }

  synchronized int count(String function) {
    return calls.getOrDefault(function, 0);
  }

  synchronized void forgetCounts() {
    calls.clear();
  }

  /** Nothing is to go wrong any more. */
  synchronized void clear() {
    next.clear();
    hooks.clear();
  }

  /** Whether two calls were ever in the module at the same time. */
  boolean overlapped() {
    return overlapped.get();
  }

  void enter(String function) {
    Runnable hook;
    Long code;
    synchronized (this) {
      calls.merge(function, 1, Integer::sum);
      hook = hooks.remove(function);
      code = next.remove(function);
    }
    if (inside.incrementAndGet() > 1) {
      overlapped.set(true);
    }
    if (hook != null) {
      hook.run();
    }
    if (code != null) {
      leave();
      throw new CryptokiException(function, code);
    }
  }

  void leave() {
    inside.decrementAndGet();
  }
}
