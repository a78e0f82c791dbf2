package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Session;

/**
 * C_DeriveKey with bare ECDH: gives a session object that holds a Diffie-Hellman value.
 *
 * @param mechanism CKM_ECDH1_DERIVE or the token's own number for it
 */
record Derivation(long mechanism) {
  /** A value that can be read. */
  long readable(Session session, long key, KemId kem, HpkePublicKey peer) {
    return derive(session, key, kem, peer, false);
  }

  /** A value that cannot leave the token. */
  long sealed(Session session, long key, KemId kem, HpkePublicKey peer) {
    return derive(session, key, kem, peer, true);
  }

  private long derive(Session session, long key, KemId kem, HpkePublicKey peer, boolean sensitive) {
    Template template =
        Template.empty()
            .with(Cka.CLASS, Ck.CKO_SECRET_KEY)
            .with(Cka.KEY_TYPE, Ck.CKK_GENERIC_SECRET)
            .with(Cka.TOKEN, false)
            .with(Cka.SENSITIVE, sensitive)
            .with(Cka.EXTRACTABLE, !sensitive)
            .with(Cka.VALUE_LEN, kem.dhLength());
    return session.deriveKey(new Mechanism.Ecdh(mechanism, peer.value()), key, template);
  }
}
