package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.hsm.cryptoki.Attributes;
import dev.claviger.hsm.cryptoki.Cka;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.KeyPairHandles;
import dev.claviger.hsm.cryptoki.MalformedResultException;
import dev.claviger.hsm.cryptoki.Mechanism;
import dev.claviger.hsm.session.DisobedienceException;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.vendor.VendorProfile;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Generates key pairs that stay in the token, and believes none of it until the token has told it
 * back: three C_ calls a pair.
 */
final class KeyGeneration {
  private final VendorProfile vendor;
  private final SecureRandom random = new SecureRandom();

  KeyGeneration(VendorProfile vendor) {
    this.vendor = vendor;
  }

  /**
   * A new key pair.
   *
   * @param handles of its objects, good in every session
   */
  record Generated(Bytes id, Bytes publicKey, KeyPairHandles handles) {}

  /** A CKA_ID that no key has. */
  Bytes newId() {
    return KeyId.fresh(random);
  }

  Generated generate(Session session, Bytes id, KeyLabel label, AlgorithmProfile.Works works) {
    Bytes parameters = works.generation().parameters();
    KeyPairHandles pair =
        session.generateKeyPair(
            new Mechanism.Plain(works.generation().mechanism()),
            KeyTemplates.named(
                KeyTemplates.publicKey(label.algorithm(), parameters, true, vendor), id, label),
            KeyTemplates.named(KeyTemplates.privateKey(label.algorithm(), true), id, label));
    KeyDemands demands = KeyDemands.resident(label.algorithm());
    Attributes told = session.attributes(pair.privateKey(), demands.types());
    String disobedience = demands.disobedience(told, vendor.untold());
    if (!disobedience.isEmpty()) {
      destroy(session, pair);
      throw new DisobedienceException(disobedience);
    }
    Optional<Bytes> publicKey =
        session
            .attributes(pair.publicKey(), Cka.EC_POINT)
            .data(Cka.EC_POINT)
            .flatMap(point -> EcPoint.decode(label.algorithm().curve(), point));
    if (publicKey.isEmpty()) {
      destroy(session, pair);
      throw new MalformedResultException("no public key of " + label.algorithm().curve());
    }
    return new Generated(id, publicKey.get(), pair);
  }

  private static void destroy(Session session, KeyPairHandles pair) {
    try {
      session.destroyResident(pair.privateKey());
    } finally {
      try {
        session.destroyResident(pair.publicKey());
      } catch (CryptokiException e) {
        // What remains is a public key; why the pair is refused matters more.
      }
    }
  }
}
