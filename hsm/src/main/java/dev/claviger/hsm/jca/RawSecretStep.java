package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.session.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * RAW_SECRET: the Diffie-Hellman value is read from the token, the extraction is software. Three C_
 * calls a peer.
 */
record RawSecretStep(Derivation derivation) implements AgreementStep {
  @Override
  public Secret extract(
      Session session, long key, KemId kem, Secret prefix, List<HpkePublicKey> peers) {
    List<Secret> agreed = new ArrayList<>(peers.size());
    try {
      for (HpkePublicKey peer : peers) {
        agreed.add(agree(session, key, kem, peer));
      }
      return HkdfExtract.whole(kem.kdf(), prefix, agreed);
    } finally {
      agreed.forEach(Secret::destroy);
    }
  }

  private Secret agree(Session session, long key, KemId kem, HpkePublicKey peer) {
    long derived = derivation.readable(session, key, kem, peer);
    Secret dh = session.secretValue(derived, kem.dhLength());
    try {
      session.destroyObject(derived);
      check(kem, dh);
      return dh;
    } catch (RuntimeException e) {
      dh.destroy();
      throw e;
    }
  }

  /** Some tokens cut leading zeros off; a zero result is RFC 7748 §6's. */
  private static void check(KemId kem, Secret dh) {
    if (dh.length() != kem.dhLength()) {
      throw new MalformedResultException(
          "a Diffie-Hellman value of "
              + dh.length()
              + " bytes where "
              + kem.dhLength()
              + " belong");
    }
    if (kem.curve().isMontgomery() && isZero(dh)) {
      throw new InvalidPublicKeyException(
          "the Diffie-Hellman value is zero (RFC 7748 §6, RFC 9180 §7.1.4)");
    }
  }

  private static boolean isZero(Secret dh) {
    return dh.apply(
            (array, offset, length) -> {
              int bits = 0;
              for (int i = offset; i < offset + length; i++) {
                bits |= array[i];
              }
              return bits;
            })
        == 0;
  }
}
