package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.hsm.cryptoki.Ckm;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.session.DisobedienceException;
import dev.claviger.hsm.session.Recovery;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which keys a token wraps, found by wrapping one: generated, wrapped, unwrapped and tried out, all
 * in one session, under a wrapping key that lives as long. Known from then on to every vault on the
 * token.
 */
final class WrapTrial {
  private final Trials<KemId, Optional<String>> reasons = new Trials<>();

  private WrapTrial() {}

  static WrapTrial of(TokenSessions sessions) {
    return sessions.token().learnt("wrapping", WrapTrial.class, WrapTrial::new);
  }

  /** The mechanism by which the token wraps, with padding if it can. */
  static OptionalLong mechanism(TokenSessions sessions) {
    for (long mechanism : new long[] {Ckm.AES_KEY_WRAP_PAD, Ckm.AES_KEY_WRAP}) {
      if (sessions.mechanisms().contains(mechanism)) {
        return OptionalLong.of(mechanism);
      }
    }
    return OptionalLong.empty();
  }

  /** Why keys of that KEM cannot be wrapped; empty if they can. */
  Optional<String> refusal(
      KemId kem, AlgorithmProfile.Works works, WrappedForm form, TokenSessions sessions) {
    return reasons.answer(kem, sessions, () -> tryOut(kem, works, form, sessions));
  }

  private static Optional<String> tryOut(
      KemId kem, AlgorithmProfile.Works works, WrappedForm form, TokenSessions sessions) {
    OptionalLong mechanism = mechanism(sessions);
    if (mechanism.isEmpty()) {
      return refused(kem, sessions, "it has neither CKM_AES_KEY_WRAP_PAD nor CKM_AES_KEY_WRAP");
    }
    return sessions.run(
        session -> {
          try {
            return whole(session, form, kem, works, mechanism.getAsLong())
                ? Optional.empty()
                : refused(kem, sessions, "what it unwraps is another key");
          } catch (CryptokiException e) {
            // The session is closed after this, and the trial keys go with it.
            if (Recovery.isTransient(e)) {
              throw e;
            }
            return refused(kem, sessions, e.getMessage());
          } catch (DisobedienceException | MalformedResultException e) {
            return refused(kem, sessions, e.getMessage());
          }
        });
  }

  private static boolean whole(
      Session session, WrappedForm form, KemId kem, AlgorithmProfile.Works works, long mechanism) {
    long wrappingKey =
        session.generateKey(new Mechanism.Plain(Ckm.AES_KEY_GEN), WrappingKeys.template(false));
    WrappedForm.Made made = form.generate(session, kem, works, false);
    Bytes blob = form.wrapAndDestroy(session, mechanism, wrappingKey, made);
    long key = form.unwrap(session, kem, mechanism, wrappingKey, blob);
    boolean same = form.isPrivateKeyOf(session, key, kem, works, made.publicKey());
    session.destroyObject(key);
    session.destroyObject(wrappingKey);
    return same;
  }

  private static Optional<String> refused(KemId kem, TokenSessions sessions, String why) {
    return Optional.of(
        "the token "
            + sessions.token().identity()
            + " does not wrap keys for "
            + kem
            + " ("
            + why
            + "); keep them RESIDENT, or say WRAPPED_WHERE_POSSIBLE");
  }
}
