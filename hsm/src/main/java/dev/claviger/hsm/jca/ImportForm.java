package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.session.Session;
import java.util.List;
import java.util.StringJoiner;

/**
 * As what a token takes a private key in: a session object that agrees, and that cannot leave.
 *
 * @param keyType CKA_KEY_TYPE, for which tokens have different numbers on the same curve
 * @param parameters CKA_EC_PARAMS, by which the token generates keys of the curve
 */
record ImportForm(KemId kem, long keyType, Bytes parameters) {
  /** In the order of trying. SoftHSM 2.6.1 has its Montgomery keys under CKK_EC_EDWARDS. */
  static List<ImportForm> of(KemId kem, AlgorithmProfile.Works works) {
    Bytes parameters = works.generation().parameters();
    return kem.curve().isNist()
        ? List.of(new ImportForm(kem, Ck.CKK_EC, parameters))
        : List.of(
            new ImportForm(kem, Ck.CKK_EC_MONTGOMERY, parameters),
            new ImportForm(kem, Ck.CKK_EC_EDWARDS, parameters));
  }

  /** One C_ call. */
  long create(Session session, Bytes id, String label, Secret privateKey) {
    return session.createObject(
        KeyTemplates.privateKey(kem, false)
            .with(Cka.CLASS, Ck.CKO_PRIVATE_KEY)
            .with(Cka.KEY_TYPE, keyType)
            .with(Cka.EC_PARAMS, parameters)
            .with(Cka.ID, id)
            .with(Cka.LABEL, Bytes.utf8(label)),
        privateKey);
  }

  /** What the token does not tell as it was asked for; empty if it obeyed. One C_ call. */
  static String disobedience(Session session, long object) {
    Attributes told = session.attributes(object, Cka.SENSITIVE, Cka.EXTRACTABLE, Cka.TOKEN);
    StringJoiner wrong = new StringJoiner(", ");
    if (!told.isSet(Cka.SENSITIVE)) {
      wrong.add("CKA_SENSITIVE is not true");
    }
    if (!told.isClear(Cka.EXTRACTABLE)) {
      wrong.add("CKA_EXTRACTABLE is not false");
    }
    if (!told.isClear(Cka.TOKEN)) {
      wrong.add("CKA_TOKEN is not false");
    }
    return wrong.toString();
  }
}
