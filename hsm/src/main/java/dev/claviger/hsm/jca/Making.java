package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.VaultException;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.SessionOperation;
import dev.claviger.hsm.session.TokenSessions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Makes an object of a token under a name that is known before. Until that has succeeded nobody
 * else knows of the object, and nobody else would destroy it; so nothing of it is left behind if it
 * fails.
 */
final class Making {
  private Making() {}

  /**
   * @param make may be attempted twice
   * @param unmake destroys what an attempt that failed may have made
   */
  static <T> T run(TokenSessions sessions, SessionOperation<T> make, Consumer<Session> unmake) {
    AtomicBoolean tried = new AtomicBoolean();
    try {
      return sessions.run(
          session -> {
            if (tried.getAndSet(true)) {
              unmake.accept(session);
            }
            return make.on(session);
          });
    } catch (VaultException e) {
      if (tried.get()) {
        unmakeQuietly(sessions, unmake, e);
      }
      throw e;
    }
  }

  private static void unmakeQuietly(
      TokenSessions sessions, Consumer<Session> unmake, VaultException because) {
    try {
      sessions.run(
          session -> {
            unmake.accept(session);
            return null;
          });
    } catch (VaultException e) {
      if (!e.equals(because)) { // a refused PIN is told of with one exception for all
        because.addSuppressed(e);
      }
    }
  }
}
