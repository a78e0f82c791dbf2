package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.Ckr;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.CryptokiException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * The sessions of one vault: at most so many, each leased to one thread, first come first served.
 */
final class SessionPool {
  private final Token token;
  private final int limit;
  private final Duration patience;
  private final Faults faults;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private final LongAdder calls = new LongAdder();

  private volatile boolean closed;

  SessionPool(Token token, int limit, Duration patience, Faults faults) {
    this.token = token;
    this.limit = limit;
    this.patience = patience;
    this.faults = faults;
    this.permits = new Semaphore(limit, true);
  }

  /** A session for one operation; an idle one if there is one. */
  Session lease() {
    awaitTurn();
    try {
      Session session = idle.pollFirst();
      while (session != null && !session.epoch().equals(token.epoch())) {
        token.closeQuietly(session.opened());
        session = idle.pollFirst();
      }
      if (session == null) {
        session = open();
      }
      session.lease();
      return session;
    } catch (RuntimeException e) {
      permits.release();
      throw e;
    }
  }

  void release(Session session) {
    try {
      if (closed || session.broken() || !session.epoch().equals(token.epoch())) {
        token.closeQuietly(session.opened());
      } else {
        idle.addFirst(session);
        if (closed) {
          closeIdle();
        }
      }
    } finally {
      permits.release();
    }
  }

  /** A session beyond the limit, which its user keeps as long as it wants. */
  Session openPinned() {
    return open();
  }

  /** Closes it; the objects made on it are gone. */
  void closePinned(Session session) {
    token.closeQuietly(session.opened());
  }

  /** Leased sessions close when they are given back. */
  void close() {
    closed = true;
    closeIdle();
  }

  long calls() {
    return calls.sum();
  }

  <T> T call(Opened session, Function<Cryptoki, T> function) {
    calls.increment();
    return token.on(session, function);
  }

  Token token() {
    return token;
  }

  private void awaitTurn() {
    if (closed) {
      throw new IllegalStateException("this vault is closed");
    }
    try {
      if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw faults.poolExhausted(token.identity(), limit, patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw faults.poolExhausted(token.identity(), limit, Duration.ZERO);
    }
  }

  private Session open() {
    long recoveries = token.epoch().recoveries();
    calls.increment();
    try {
      Opened opened = token.open();
      return new Session(this, opened, new Epoch(recoveries, opened.generation()));
    } catch (CryptokiException e) {
      throw e.code() == Ckr.SESSION_COUNT ? faults.sessionLimit(token.identity(), e) : e;
    }
  }

  private void closeIdle() {
    for (Session s = idle.pollFirst(); s != null; s = idle.pollFirst()) {
      token.closeQuietly(s.opened());
    }
  }
}
