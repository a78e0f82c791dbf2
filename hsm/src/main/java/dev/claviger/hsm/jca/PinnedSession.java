package dev.claviger.hsm.jca;

import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.SessionOperation;
import dev.claviger.hsm.session.TokenSessions;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one session of a vault whose objects live as long as it, and on which nothing else is done:
 * no operation is ever begun on it, so a call that fails leaves it as it was, and its objects too.
 * It is given up only when the token does not know it any more. Thread-safe.
 */
final class PinnedSession implements AutoCloseable {
  private final TokenSessions sessions;
  private final Lock lock = new ReentrantLock();
  private Session session;
  private boolean closed;

  PinnedSession(TokenSessions sessions) {
    this.sessions = sessions;
  }

  /** Runs an operation on it, alone. */
  <T> T run(SessionOperation<T> operation) {
    return sessions.holding(lock, () -> operation.on(session()));
  }

  /** Ends it, and the lives of its objects. Idempotent. */
  @Override
  public void close() {
    sessions.holding(
        lock,
        () -> {
          closed = true;
          giveUp();
          return null;
        });
  }

  private Session session() {
    if (closed) {
      throw new IllegalStateException("this vault is closed");
    }
    if (session != null && !session.isUsable() && !session.isAnswering()) {
      giveUp();
    }
    if (session == null) {
      session = sessions.openPinned();
    }
    return session;
  }

  private void giveUp() {
    if (session != null) {
      sessions.closePinned(session);
      session = null;
    }
  }
}
