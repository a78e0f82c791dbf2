package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.hpke.KemId;
import java.util.Optional;

/**
 * X25519 and X448 (RFC 7748).
 *
 * <p>Acceptable results: a shared secret of zeros (flag ZeroSharedSecret) is refused, as RFC 9180
 * §7.1.4 demands. All others (Twist, NonCanonicalPublic, SmallPublicKey, SpecialPublicKey and a
 * LowOrderPublic that still yields something) are computed, as RFC 7748 §5 demands.
 */
final class XdhFormat extends WycheproofFormat {
  private final Agreements agreements = new Agreements();

  XdhFormat() {
    super("wycheproof-xdh", "XdhComp");
  }

  @Override
  Verdict check(Fields group, WycheproofTest test) {
    String curve = group.text("curve");
    Optional<KemId> kem = kemOver(curve);
    if (kem.isEmpty()) {
      return Verdict.notRun(curve + " is in no MLS suite");
    }
    Agreement agreement = agreements.of(kem.get());
    Bytes privateKey = test.fields().hex("private");
    Bytes peer = test.fields().hex("public");
    if (test.isInvalid() || test.hasFlag("ZeroSharedSecret")) {
      agreement.refuses(privateKey, peer);
    } else {
      agreement.yields(test.fields().hex("shared"), privateKey, peer);
    }
    return Verdict.PASSED;
  }

  private static Optional<KemId> kemOver(String curve) {
    return switch (curve) {
      case "curve25519" -> Optional.of(KemId.DHKEM_X25519_HKDF_SHA256);
      case "curve448" -> Optional.of(KemId.DHKEM_X448_HKDF_SHA512);
      default -> Optional.empty();
    };
  }
}
