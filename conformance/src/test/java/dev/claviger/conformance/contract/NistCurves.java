package dev.claviger.conformance.contract;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import java.util.Set;

/** What a vault cannot hold that knows the NIST curves only. */
final class NistCurves {
  static final Set<KeyAlgorithm> THE_OTHERS =
      Set.of(
          SignatureScheme.ED25519,
          SignatureScheme.ED448,
          KemId.DHKEM_X25519_HKDF_SHA256,
          KemId.DHKEM_X448_HKDF_SHA512);

  private NistCurves() {}
}
