package dev.claviger.hsm;

import dev.claviger.hsm.cryptoki.CryptokiException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What goes wrong in a module next, a {@link FakeToken} or a {@link FaultyCryptoki}, and what has
 * been called so far.
 */
final class InjectedFaults {
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, Long> next = new HashMap<>();
  private final Map<String, Runnable> hooks = new HashMap<>();
  private final Map<Integer, Long> nextByCall = new HashMap<>();
  private final Map<Integer, Runnable> hooksByCall = new HashMap<>();
  private final Map<Integer, Long> answersByCall = new HashMap<>();
  private int made;
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

  /** The same for the call of that number from now on, whichever function it is; 1 is the next. */
  synchronized void failCall(int number, long code) {
    nextByCall.put(made + number, code);
  }

  /** The call of that number is made, and its answer lost: it returns that. */
  synchronized void loseAnswer(int number, long code) {
    answersByCall.put(made + number, code);
  }

  synchronized void beforeCall(int number, Runnable hook) {
    hooksByCall.put(made + number, hook);
  }

  /** Of all functions. */
  synchronized int count() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
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
    nextByCall.clear();
    hooksByCall.clear();
    answersByCall.clear();
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
      made++;
      hook = hooks.containsKey(function) ? hooks.remove(function) : hooksByCall.remove(made);
      code = next.containsKey(function) ? next.remove(function) : nextByCall.remove(made);
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

  /** Of a call that was made and went well: whether its answer is lost. */
  synchronized void answer(String function) {
    Long code = answersByCall.remove(made);
    if (code != null) {
      throw new CryptokiException(function, code);
    }
  }

  void leave() {
    inside.decrementAndGet();
  }
}
