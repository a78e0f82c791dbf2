package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.KeyPairHandles;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenObject;
import dev.claviger.hsm.session.TokenSessions;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/** A key pair on the token, and how often this vault has used it. */
final class TokenKey {
  private final KeyRef ref;
  private final Bytes id;
  private final KeyLabel label;
  private final AlgorithmProfile.Works profile;
  private final TokenSessions sessions;
  private final TokenObject privateObject;
  private final TokenObject publicObject;
  private final LongAdder operations = new LongAdder();
  private volatile boolean destroyed;

  TokenKey(Bytes id, KeyLabel label, AlgorithmProfile.Works profile, TokenSessions sessions) {
    this.ref = KeyUri.of(sessions.token().identity(), id, label).toRef();
    this.id = id;
    this.label = label;
    this.profile = profile;
    this.sessions = sessions;
    this.privateObject = new TokenObject(Ck.CKO_PRIVATE_KEY, id);
    this.publicObject = new TokenObject(Ck.CKO_PUBLIC_KEY, id);
  }

  KeyRef ref() {
    return ref;
  }

  Bytes id() {
    return id;
  }

  KeyLabel label() {
    return label;
  }

  long mechanism() {
    return profile.mechanism();
  }

  long operations() {
    return operations.sum();
  }

  /** Remembers where a pair just generated is. */
  void know(Session session, KeyPairHandles pair) {
    privateObject.know(session, pair.privateKey());
    publicObject.know(session, pair.publicKey());
  }

  /** Destroys both halves, the private one first; true if that was there. */
  boolean destroyOn(Session session) {
    OptionalLong there = privateObject.handle(session);
    there.ifPresent(session::destroyResident);
    publicObject.handle(session).ifPresent(session::destroyResident);
    return there.isPresent();
  }

  boolean isDestroyed() {
    return destroyed;
  }

  void markDestroyed() {
    destroyed = true;
  }

  /** What is done with the private key on a leased session. */
  @FunctionalInterface
  interface Use<T> {
    T with(Session session, long key);
  }

  /**
   * Uses the private key once.
   *
   * @throws KeyDestroyedException if the token does not hold it any more
   */
  <T> T use(Use<T> use) {
    T result = access(use);
    operations.increment();
    return result;
  }

  /** The same, for what does not count as a use of the private key. */
  <T> T access(Use<T> use) {
    if (destroyed) {
      throw new KeyDestroyedException(ref);
    }
    return sessions.run(session -> use.with(session, handle(session)));
  }

  private long handle(Session session) {
    return privateObject
        .handle(session)
        .orElseThrow(
            () -> {
              destroyed = true;
              return new KeyDestroyedException(ref);
            });
  }
}
