package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.SignatureScheme;
import java.util.Optional;

/** Verification of Ed25519 and Ed448 signatures (RFC 8032). */
final class EddsaFormat extends WycheproofFormat {
  EddsaFormat() {
    super("wycheproof-eddsa", "EddsaVerify");
  }

  @Override
  Verdict check(Fields group, WycheproofTest test) {
    String curve = group.object("publicKey").text("curve");
    Optional<SignatureScheme> scheme = schemeOver(curve);
    if (scheme.isEmpty()) {
      return Verdict.notRun(curve + " is in no MLS suite");
    }
    Verification.check(scheme.get(), group.hex("publicKeyDer"), test);
    return Verdict.PASSED;
  }

  private static Optional<SignatureScheme> schemeOver(String curve) {
    return switch (curve) {
      case "edwards25519" -> Optional.of(SignatureScheme.ED25519);
      case "edwards448" -> Optional.of(SignatureScheme.ED448);
      default -> Optional.empty();
    };
  }
}
