package dev.claviger.hsm.jca;

import dev.claviger.hsm.session.TokenSessions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * What is found out of a token by trying it: once for each question, one question at a time. A
 * trial that throws has found out nothing. Thread-safe.
 */
final class Trials<Q, A> {
  private final Map<Q, A> known = new ConcurrentHashMap<>();
  private final Lock trying = new ReentrantLock();

  /** What is known, or what the trial finds. */
  A answer(Q question, TokenSessions sessions, Supplier<A> trial) {
    A there = known.get(question);
    return there != null ? there : sessions.holding(trying, () -> tryOut(question, trial));
  }

  private A tryOut(Q question, Supplier<A> trial) {
    A found = known.get(question);
    if (found == null) {
      found = trial.get();
      known.put(question, found);
    }
    return found;
  }

  /** What is asked next is tried out again. */
  void forget() {
    known.clear();
  }
}
