package dev.claviger.crypto.primitive;

import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import java.util.Arrays;

/** What must hold of a Diffie-Hellman value, whoever computed it. */
public final class SharedSecrets {
  private SharedSecrets() {}

  /**
   * Takes the value over. A coordinate of zeros is as good as any other on a NIST curve, whose
   * points have all been checked and of which none is of small order. Some tokens cut leading zeros
   * of a coordinate: they are put back.
   *
   * @throws InvalidPublicKeyException if a Montgomery value is all zeros (RFC 7748 §6, RFC 9180
   *     §7.1.4)
   * @throws CryptoException if it is longer than the field
   */
  public static Secret checked(Curve curve, byte[] value) {
    if (value.length > curve.fieldLength()
        || (value.length != curve.fieldLength() && !curve.isNist())) {
      int length = value.length;
      Arrays.fill(value, (byte) 0);
      throw new CryptoException(
          "a Diffie-Hellman value of " + length + " bytes on " + curve.jcaName());
    }
    int bits = 0;
    for (byte b : value) {
      bits |= b;
    }
    if (bits == 0 && curve.isMontgomery()) {
      throw new InvalidPublicKeyException(
          "a key of small order of " + curve.jcaName() + ": the shared secret is all zeros");
    }
    if (value.length == curve.fieldLength()) {
      return Secret.wrap(value);
    }
    byte[] padded = new byte[curve.fieldLength()];
    System.arraycopy(value, 0, padded, padded.length - value.length, value.length);
    Arrays.fill(value, (byte) 0);
    return Secret.wrap(padded);
  }
}
