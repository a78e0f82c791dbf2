package dev.claviger.conformance.vectors.wycheproof;

import dev.claviger.conformance.vectors.Fields;
import dev.claviger.conformance.vectors.Verdict;
import dev.claviger.crypto.SignatureScheme;
import java.util.Arrays;
import java.util.Optional;

/** Verification of ECDSA signatures in DER (RFC 9420 §5.1.1). */
final class EcdsaFormat extends WycheproofFormat {
  EcdsaFormat() {
    super("wycheproof-ecdsa", "EcdsaVerify");
  }

  @Override
  Verdict check(Fields group, WycheproofTest test) {
    String curve = group.object("publicKey").text("curve");
    String digest = group.text("sha");
    Optional<SignatureScheme> scheme = schemeOf(curve, digest);
    if (scheme.isEmpty()) {
      return Verdict.notRun(curve + " with " + digest + " is in no MLS suite");
    }
    Verification.check(scheme.get(), group.hex("publicKeyDer"), test);
    return Verdict.PASSED;
  }

  private static Optional<SignatureScheme> schemeOf(String curve, String digest) {
    return Arrays.stream(SignatureScheme.values())
        .filter(s -> s.curve().jcaName().equals(curve) && s.digest().equals(digest))
        .findFirst();
  }
}
