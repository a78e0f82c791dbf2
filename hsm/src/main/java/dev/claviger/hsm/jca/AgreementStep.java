package dev.claviger.hsm.jca;

import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.hsm.session.Session;
import java.util.List;
import java.util.Optional;

/** One of the routes by which a token can do {@code HKDF-Extract("", prefix ‖ DH ‖ …)}. */
interface AgreementStep {
  /**
   * @param key the object handle of the private key
   * @param peers checked already
   */
  Secret extract(Session session, long key, KemId kem, Secret prefix, List<HpkePublicKey> peers);

  /** The route's implementation with that derivation mechanism; empty for what is not token's. */
  static Optional<AgreementStep> of(AgreementRoute route, Derivation derivation) {
    switch (route) {
      case DIGEST_KEY:
        return Optional.of(new DigestKeyStep(derivation));
      case RAW_SECRET:
        return Optional.of(new RawSecretStep(derivation));
      case ON_TOKEN_HKDF: // has its place here; not implemented yet
      case SOFTWARE:
        return Optional.empty();
    }
    throw new IllegalStateException(route.name());
  }
}
