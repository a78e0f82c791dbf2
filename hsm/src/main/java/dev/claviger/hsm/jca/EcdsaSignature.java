package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.primitive.EcdsaSignatures;
import java.math.BigInteger;

/** ECDSA signatures: {@code r ‖ s} as PKCS#11 returns them, DER as RFC 9420 §5.1.2 wants them. */
final class EcdsaSignature {
  private EcdsaSignature() {}

  /**
   * The ECDSA-Sig-Value, minimal as DER demands.
   *
   * @param raw {@code r ‖ s}, equally long
   * @throws IllegalArgumentException if the length is odd, or r or s is zero
   */
  static Bytes toDer(Bytes raw) {
    if (raw.length() % 2 != 0) {
      throw new IllegalArgumentException("r and s are not equally long");
    }
    int half = raw.length() / 2;
    BigInteger r = new BigInteger(1, raw.slice(0, half).toByteArray());
    BigInteger s = new BigInteger(1, raw.slice(half, raw.length()).toByteArray());
    if (r.signum() == 0 || s.signum() == 0) {
      throw new IllegalArgumentException("r or s is zero");
    }
    return EcdsaSignatures.encode(r, s);
  }
}
