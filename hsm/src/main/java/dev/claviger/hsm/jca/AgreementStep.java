package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.hsm.session.Session;
import dev.claviger.hsm.vendor.TokenNumbers;
import java.util.List;

/** One of the ways by which a token can do {@code HKDF-Extract("", prefix ‖ DH ‖ …)}. */
interface AgreementStep {
  /**
   * @param key the object handle of the private key
   * @param peers checked already
   */
  Secret extract(Session session, long key, KemId kem, Secret prefix, List<HpkePublicKey> peers);

  /** A route's implementations in the order of trying; none for what is not a token's. */
  static List<AgreementStep> of(AgreementRoute route, TokenNumbers numbers) {
    Derivation derivation = new Derivation(numbers.ecdh());
    switch (route) {
      case DIGEST_KEY:
        return List.of(new DigestKeyStep(derivation));
      case RAW_SECRET:
        return List.of(new RawSecretStep(derivation));
      case ON_TOKEN_HKDF:
        return List.of(
            new OnTokenHkdfStep(derivation, numbers.hkdf(), OnTokenHkdfStep.Result.DATA),
            new OnTokenHkdfStep(derivation, numbers.hkdf(), OnTokenHkdfStep.Result.KEY));
      case SOFTWARE:
        return List.of();
    }
    throw new IllegalStateException(route.name());
  }
}
