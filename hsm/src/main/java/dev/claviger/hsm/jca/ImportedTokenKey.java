package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.PathKeysLostException;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenObject;
import dev.claviger.hsm.session.TokenSessions;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A derived key that is a session object. After a recovery it is looked for, by its CKA_ID, and may
 * be there or not: that depends on what was the matter.
 */
final class ImportedTokenKey extends UsableKey {
  private final TokenObject object;
  private final AtomicBoolean lost = new AtomicBoolean();

  ImportedTokenKey(KeyRef ref, Bytes id, TokenSessions sessions) {
    super(ref, sessions);
    this.object = new TokenObject(Ck.CKO_PRIVATE_KEY, id);
  }

  void know(Session session, long handle) {
    object.know(session, handle);
  }

  /** Destroys the object if it is there. */
  void destroyOn(Session session) {
    object.handle(session).ifPresent(session::destroyResident);
  }

  boolean isLost() {
    return lost.get();
  }

  /**
   * @throws PathKeysLostException if its session has died
   */
  @Override
  <T> T onToken(Session session, Use<T> use) {
    OptionalLong handle = object.handle(session);
    if (handle.isEmpty()) {
      lost.set(true);
      throw new PathKeysLostException(ref());
    }
    return use.with(session, handle.getAsLong());
  }
}
