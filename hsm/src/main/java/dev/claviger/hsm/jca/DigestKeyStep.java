package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.vendor.TokenNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * DIGEST_KEY: the token hashes the Diffie-Hellman value into the inner hash of the HMAC, which is
 * all that leaves it; the value is sensitive and not extractable. Three C_ calls and three a peer.
 */
record DigestKeyStep(Derivation derivation) implements AgreementStep {
  @Override
  public Secret extract(
      Session session, long key, KemId kem, Secret prefix, List<HpkePublicKey> peers) {
    // All derivations come first: one session carries one active operation.
    List<Long> derived = new ArrayList<>(peers.size());
    for (HpkePublicKey peer : peers) {
      derived.add(derivation.sealed(session, key, kem, peer));
    }
    try (Secret start = HkdfExtract.innerStart(kem.kdf(), prefix)) {
      session.beginDigest(new Mechanism.Plain(TokenNumbers.digest(kem.kdf())), start);
      derived.forEach(session::digestKey);
    }
    try (Secret inner = session.endDigest(kem.kdf().hashLength())) {
      derived.forEach(session::destroyObject);
      if (inner.length() != kem.kdf().hashLength()) {
        throw new MalformedResultException("a digest of " + inner.length() + " bytes");
      }
      return HkdfExtract.outer(kem.kdf(), inner);
    }
  }
}
