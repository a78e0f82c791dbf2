package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.hpke.KemId;
import java.util.Optional;

/**
 * ECDH over the NIST curves with encoded points.
 *
 * <p>Acceptable results: compressed points (flag CompressedPoint) are refused, because RFC 9180
 * §7.1.1 knows the uncompressed form only.
 */
final class EcdhFormat extends WycheproofFormat {
  private final Agreements agreements = new Agreements();

  EcdhFormat() {
    super("wycheproof-ecdh-ecpoint", "EcdhEcpointTest");
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
    if (test.isInvalid() || test.hasFlag("CompressedPoint")) {
      agreement.refuses(privateKey, peer);
    } else {
      agreement.yields(test.fields().hex("shared"), privateKey, peer);
    }
    return Verdict.PASSED;
  }

  private static Optional<KemId> kemOver(String curve) {
    return switch (curve) {
      case "secp256r1" -> Optional.of(KemId.DHKEM_P256_HKDF_SHA256);
      case "secp384r1" -> Optional.of(KemId.DHKEM_P384_HKDF_SHA384);
      case "secp521r1" -> Optional.of(KemId.DHKEM_P521_HKDF_SHA512);
      default -> Optional.empty();
    };
  }
}
