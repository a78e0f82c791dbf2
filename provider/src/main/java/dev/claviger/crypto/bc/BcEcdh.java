package dev.claviger.crypto.bc;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.primitive.KeyScalars;
import dev.claviger.crypto.primitive.SharedSecrets;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * ECDH on a NIST curve (SP 800-56A §5.7.1.2). The order of Bouncy Castle's variable-base
 * multiplication depends on the scalar, so the scalar is blinded: a random multiple of the group's
 * order is added, which changes every step and not the result.
 */
final class BcEcdh implements BcAgreement {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BLINDING_BITS = 64;

  private final Curve curve;
  private final ECDomainParameters domain;

  BcEcdh(Curve curve) {
    this.curve = curve;
    this.domain = BcCurves.domain(curve);
  }

  @Override
  public Curve curve() {
    return curve;
  }

  @Override
  public Bytes publicKey(Secret privateKey) {
    ECPoint point = new FixedPointCombMultiplier().multiply(domain.getG(), scalar(privateKey));
    return Bytes.wrap(point.normalize().getEncoded(false));
  }

  @Override
  public Secret agree(Secret privateKey, Bytes peer) {
    ECPoint point = BcCurves.decode(curve, peer);
    BigInteger blinding = new BigInteger(BLINDING_BITS, RANDOM).multiply(domain.getN());
    ECPoint shared = point.multiply(scalar(privateKey).add(blinding)).normalize();
    return SharedSecrets.checked(curve, shared.getAffineXCoord().getEncoded());
  }

  private static BigInteger scalar(Secret privateKey) {
    return privateKey.apply(KeyScalars::unsigned);
  }
}
