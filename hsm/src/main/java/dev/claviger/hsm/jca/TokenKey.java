package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.KeyPairHandles;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenObject;
import dev.claviger.hsm.session.TokenSessions;
import java.util.OptionalLong;

/** A key pair that lasts on the token. */
final class TokenKey extends UsableKey {
  private final AlgorithmProfile.Works profile;
  private final TokenObject privateObject;
  private final TokenObject publicObject;

  TokenKey(Bytes id, KeyLabel label, AlgorithmProfile.Works profile, TokenSessions sessions) {
    super(KeyUri.of(sessions.token().identity(), id, label).toRef(), sessions);
    this.profile = profile;
    this.privateObject = new TokenObject(Ck.CKO_PRIVATE_KEY, id);
    this.publicObject = new TokenObject(Ck.CKO_PUBLIC_KEY, id);
  }

  long mechanism() {
    return profile.mechanism();
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

  @Override
  <T> T onToken(Session session, Use<T> use) {
    return use.with(session, privateObject.handle(session).orElseThrow(this::gone));
  }
}
