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
  private static final Template SEALED = template(true);
  private static final Template READABLE = template(false);

  /** A value that can be read. */
  long readable(Session session, long key, KemId kem, HpkePublicKey peer) {
    return derive(session, key, kem, peer, false);
  }

  /** A value that cannot leave the token. */
  long sealed(Session session, long key, KemId kem, HpkePublicKey peer) {
    return derive(session, key, kem, peer, true);
  }

  /** A value that cannot leave the token, and from which the token derives further. */
  long derivable(Session session, long key, KemId kem, HpkePublicKey peer) {
    Template template = secret(true).with(Cka.DERIVE, true).with(Cka.VALUE_LEN, kem.dhLength());
    return session.deriveKey(new Mechanism.Ecdh(mechanism, peer.value()), key, template);
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

  private long derive(Session session, long key, KemId kem, HpkePublicKey peer, boolean sensitive) {
    Template template = secret(sensitive).with(Cka.VALUE_LEN, kem.dhLength());
    return session.deriveKey(new Mechanism.Ecdh(mechanism, peer.value()), key, template);
  }
}
