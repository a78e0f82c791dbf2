package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.engine.SoftwareAgreementKey;
import dev.claviger.crypto.hpke.AeadId;
import dev.claviger.crypto.hpke.Hpke;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.session.Recovery;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.session.TokenSessions;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * As what a token takes derived keys in, found by putting one in and using it. Known from then on
 * to every vault on the token.
 */
final class ImportTrial {
  private static final String LABEL = "claviger:trial";

  private final Trials<KemId, Outcome> known = new Trials<>();

  private ImportTrial() {}

  /** The form that works, or why none does. */
  record Outcome(Optional<ImportForm> form, String reason) {}

  static ImportTrial of(TokenSessions sessions) {
    return sessions.token().learnt("importing", ImportTrial.class, ImportTrial::new);
  }

  Outcome outcome(
      KemId kem, AlgorithmProfile.Works works, WrappedForm check, TokenSessions sessions) {
    return known.answer(kem, sessions, () -> tryOut(kem, works, check, sessions));
  }

  /** What is asked next is tried out again. */
  void forget() {
    known.forget();
  }

  private static Outcome tryOut(
      KemId kem, AlgorithmProfile.Works works, WrappedForm check, TokenSessions sessions) {
    Set<String> failures = new LinkedHashSet<>();
    for (ImportForm form : ImportForm.of(kem, works)) {
      String failure = sessions.run(session -> failure(session, form, works, check));
      if (failure.isEmpty()) {
        return new Outcome(Optional.of(form), "");
      }
      failures.add(failure);
    }
    return new Outcome(
        Optional.empty(),
        "the token "
            + sessions.token().identity()
            + " does not take derived keys for "
            + kem
            + " ("
            + String.join("; ", failures)
            + "); leave Pkcs11Config.Builder.pathKeys at SOFTWARE, or use another token");
  }

  private static String failure(
      Session session, ImportForm form, AlgorithmProfile.Works works, WrappedForm check) {
    HpkeKeyPair pair = derived(form.kem());
    try (Secret privateKey = ((SoftwareAgreementKey) pair.privateKey()).release()) {
      long object = form.create(session, KeyId.fresh(new SecureRandom()), LABEL, privateKey);
      String disobedience = ImportForm.disobedience(session, object);
      Bytes publicKey = pair.publicKey().value();
      if (disobedience.isEmpty()
          && !check.isPrivateKeyOf(session, object, form.kem(), works, publicKey)) {
        disobedience = "it agrees as another key would";
      }
      session.destroyObject(object);
      return disobedience;
    } catch (CryptokiException e) {
      // The session is closed after this, and the trial key goes with it.
      if (Recovery.isTransient(e)) {
        throw e;
      }
      return e.getMessage();
    } catch (MalformedResultException e) {
      return e.getMessage();
    }
  }

  private static HpkeKeyPair derived(KemId kem) {
    byte[] random = new byte[kem.privateKeyLength()];
    new SecureRandom().nextBytes(random);
    try (Secret ikm = Secret.wrap(random)) {
      return Hpke.of(kem, kem.kdf(), AeadId.EXPORT_ONLY).deriveKeyPair(ikm);
    }
  }
}
