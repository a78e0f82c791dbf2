package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.util.concurrent.atomic.LongAdder;

/** A private key that a token uses for us, wherever it is kept, and how often it has. */
abstract class UsableKey {
  private final KeyRef ref;
  private final TokenSessions sessions;
  private final LongAdder operations = new LongAdder();
  private volatile boolean destroyed;

  UsableKey(KeyRef ref, TokenSessions sessions) {
    this.ref = ref;
    this.sessions = sessions;
  }

  /** What is done with the private key on a leased session. */
  @FunctionalInterface
  interface Use<T> {
    T with(Session session, long key);
  }

  /** Has the token's object used; {@link KeyDestroyedException} if there is none. */
  abstract <T> T onToken(Session session, Use<T> use);

  final KeyRef ref() {
    return ref;
  }

  final long operations() {
    return operations.sum();
  }

  final boolean isDestroyed() {
    return destroyed;
  }

  final void markDestroyed() {
    destroyed = true;
  }

  /**
   * Uses the private key once.
   *
   * @throws KeyDestroyedException if the token does not hold it any more
   */
  final <T> T use(Use<T> use) {
    T result = access(use);
    operations.increment();
    return result;
  }

  /** The same, for what does not count as a use of the private key. */
  final <T> T access(Use<T> use) {
    if (destroyed) {
      throw new KeyDestroyedException(ref);
    }
    return sessions.run(session -> onToken(session, use));
  }

  /** It turned out not to be there. */
  final KeyDestroyedException gone() {
    destroyed = true;
    return new KeyDestroyedException(ref);
  }
}
