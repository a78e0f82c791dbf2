package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Session;
import java.util.EnumMap;
import java.util.Map;

/**
 * C_DeriveKey with bare ECDH: gives a session object that holds a Diffie-Hellman value.
 *
 * @param mechanism CKM_ECDH1_DERIVE or the token's own number for it
 */
record Derivation(long mechanism) {
  private static final Template SEALED = template(true);
  private static final Template READABLE = template(false);
  private static final Map<KemId, Template> SEALED_OF = ofEachKem(SEALED);
  private static final Map<KemId, Template> READABLE_OF = ofEachKem(READABLE);

  /** A value that can be read. */
  long readable(Session session, long key, KemId kem, HpkePublicKey peer) {
    return derive(session, key, peer, READABLE_OF.get(kem));
  }

  /** A value that cannot leave the token. */
  long sealed(Session session, long key, KemId kem, HpkePublicKey peer) {
    return derive(session, key, peer, SEALED_OF.get(kem));
  }

  /** A value that cannot leave the token, and from which the token derives further. */
  long derivable(Session session, long key, KemId kem, HpkePublicKey peer) {
    return derive(session, key, peer, SEALED_OF.get(kem).with(Cka.DERIVE, true));
  }

  /** A generic secret of this session. */
  static Template secret(boolean sensitive) {
    return sensitive ? SEALED : READABLE;
  }

  private static Template template(boolean sensitive) {
    return Template.empty()
        .with(Cka.CLASS, Ck.CKO_SECRET_KEY)
        .with(Cka.KEY_TYPE, Ck.CKK_GENERIC_SECRET)
        .with(Cka.TOKEN, false)
        .with(Cka.SENSITIVE, sensitive)
        .with(Cka.EXTRACTABLE, !sensitive);
  }

  private static Map<KemId, Template> ofEachKem(Template template) {
    Map<KemId, Template> all = new EnumMap<>(KemId.class);
    for (KemId kem : KemId.values()) {
      all.put(kem, template.with(Cka.VALUE_LEN, kem.dhLength()));
    }
    return all;
  }

  private long derive(Session session, long key, HpkePublicKey peer, Template template) {
    return session.deriveKey(new Mechanism.Ecdh(mechanism, peer.value()), key, template);
  }
}
