package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.vendor.TokenNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * ON_TOKEN_HKDF: the token puts the prefix before the Diffie-Hellman value and runs HKDF-Extract
 * over both; only the pseudo-random key leaves it. Seven C_ calls with one peer, eleven with two.
 *
 * @param result what the pseudo-random key is on the token
 */
record OnTokenHkdfStep(Derivation derivation, TokenNumbers.Hkdf numbers, Result result)
    implements AgreementStep {
  /** The two mechanisms differ in what they make, and tokens in what they let out. */
  enum Result {
    /** CKM_HKDF_DATA: a data object, readable by nature. */
    DATA,
    /** CKM_HKDF_DERIVE: an extractable key. */
    KEY
  }

  @Override
  public Secret extract(
      Session session, long key, KemId kem, Secret prefix, List<HpkePublicKey> peers) {
    List<Long> made = new ArrayList<>();
    for (HpkePublicKey peer : peers) {
      made.add(derivation.derivable(session, key, kem, peer));
    }
    List<Long> values = List.copyOf(made);
    Template between = Derivation.secret(true).with(Cka.DERIVE, true);
    Mechanism prefixing = new Mechanism.WithData(numbers.prefix(), prefix);
    long ikm = session.deriveKey(prefixing, values.get(0), between);
    made.add(ikm);
    for (long more : values.subList(1, values.size())) {
      ikm = session.deriveKey(new Mechanism.WithKey(numbers.join(), more), ikm, between);
      made.add(ikm);
    }
    long prk = session.deriveKey(extraction(kem), ikm, output(kem));
    made.add(prk);
    Secret value = session.secretValue(prk, kem.kdf().hashLength());
    try {
      made.forEach(session::destroyObject);
      check(kem, value);
      return value;
    } catch (RuntimeException e) {
      value.destroy();
      throw e;
    }
  }

  private Mechanism extraction(KemId kem) {
    long type = result == Result.DATA ? numbers.data() : numbers.derive();
    return new Mechanism.Extract(type, TokenNumbers.digest(kem.kdf()));
  }

  private Template output(KemId kem) {
    Template template =
        result == Result.DATA
            ? Template.empty().with(Cka.CLASS, Ck.CKO_DATA).with(Cka.TOKEN, false)
            : Derivation.secret(false);
    return template.with(Cka.VALUE_LEN, kem.kdf().hashLength());
  }

  private static void check(KemId kem, Secret value) {
    if (value.length() != kem.kdf().hashLength()) {
      throw new MalformedResultException(
          "a pseudo-random key of " + value.length() + " bytes from an extraction");
    }
  }
}
