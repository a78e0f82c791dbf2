package dev.claviger.hsm.jca;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;

/** A key that is unwrapped to be used. */
final class WrappedTokenKey extends UsableKey {
  private final WrappedKeys keys;

  WrappedTokenKey(KeyRef ref, WrappedKeys keys, TokenSessions sessions) {
    super(ref, sessions);
    this.keys = keys;
  }

  @Override
  <T> T onToken(Session session, Use<T> use) {
    UnwrappedKeys.Unwrapped object = keys.acquire(this);
    try {
      return use.with(session, object.handle());
    } finally {
      keys.release(object);
    }
  }
}
