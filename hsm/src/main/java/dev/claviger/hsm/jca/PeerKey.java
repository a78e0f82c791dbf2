package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.primitive.KeyEncodings;
import dev.claviger.crypto.primitive.NistCurve;
import java.util.List;

/** The other party's public key, checked before a token sees it (RFC 9180 §7.1.4). */
final class PeerKey {
  private static final int MOST_PEERS = 2;

  private PeerKey() {}

  /**
   * @throws IllegalArgumentException unless there are one or two
   * @throws InvalidPublicKeyException if one of them is not a valid key
   */
  static void checkAll(Curve curve, List<HpkePublicKey> keys) {
    if (keys.isEmpty() || keys.size() > MOST_PEERS) {
      throw new IllegalArgumentException("one or two peers, not " + keys.size());
    }
    keys.forEach(key -> check(curve, key));
  }

  /**
   * @throws InvalidPublicKeyException for a wrong length, a point off the curve, or small order
   */
  static void check(Curve curve, HpkePublicKey key) {
    Bytes value = key.value();
    KeyEncodings.requireLength(curve, value);
    if (curve.isNist()) {
      NistCurve.of(curve).decode(value);
    } else {
      MontgomeryPoint.check(curve, value);
    }
  }
}
