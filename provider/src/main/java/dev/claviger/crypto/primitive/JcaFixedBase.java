package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * Public keys of a JCA provider. The JCA has no fixed-base multiplication, so this agrees with the
 * base point instead, unless the provider tells the public key of its own accord: Conscrypt
 * computes it from a NIST curve's scalar and encodes it beside that (RFC 5915 §3).
 */
final class JcaFixedBase implements FixedBasePrimitive {
  private final Curve curve;
  private final JcaKeys keys;
  private final JcaAgreement agreement;

  JcaFixedBase(Curve curve, JcaKeys keys, JcaAgreement agreement) {
    this.curve = curve;
    this.keys = keys;
    this.agreement = agreement;
  }

  @Override
  public Bytes publicKey(Secret privateKey) {
    if (curve.isMontgomery()) {
      try (Secret u = agreement.agree(privateKey, montgomeryBase())) {
        return Bytes.wrap(u.expose());
      }
    }
    return encodedBeside(privateKey).orElseGet(() -> byAgreements(privateKey));
  }

  private Optional<Bytes> encodedBeside(Secret privateKey) {
    byte[] encoded = keys.privateKey(privateKey).getEncoded();
    try {
      return KeyEncodings.publicKeyBeside(curve, encoded);
    } finally {
      if (encoded != null) {
        Arrays.fill(encoded, (byte) 0);
      }
    }
  }

  private Bytes byAgreements(Secret privateKey) {
    NistCurve nist = NistCurve.of(curve);
    BigInteger scalar = privateKey.apply(KeyScalars::unsigned);
    Bytes base = nist.encode(nist.parameters().getGenerator());
    if (scalar.equals(BigInteger.ONE)) {
      return base;
    }
    // x(−P) = x(P): where d + 1 is the order, P = −G.
    BigInteger next = scalar.add(BigInteger.ONE);
    if (next.equals(nist.order())) {
      return nist.encode(nist.negate(nist.parameters().getGenerator()));
    }
    try (Secret nextKey = KeyScalars.encode(curve, next);
        Secret x = agreement.agree(privateKey, base);
        Secret xNext = agreement.agree(nextKey, base)) {
      return nist.encode(nist.recover(integer(x), integer(xNext)));
    }
  }

  private Bytes montgomeryBase() {
    byte[] base = new byte[curve.publicKeyLength()];
    base[0] = (byte) (curve == Curve.X25519 ? 9 : 5);
    return Bytes.wrap(base);
  }

  private static BigInteger integer(Secret bytes) {
    return bytes.apply(KeyScalars::unsigned);
  }
}
