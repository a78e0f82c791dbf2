package dev.claviger.conformance.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import java.security.interfaces.EdECPrivateKey;
import org.junit.jupiter.api.Test;

final class PrivateKeysTest {
  @Test
  void publicKeyBehindAnEdwardsKey_isLeftOut() {
    for (Curve curve : new Curve[] {Curve.ED25519, Curve.ED448}) {
      byte[] both = new byte[2 * curve.publicKeyLength()];
      both[0] = 7;
      both[both.length - 1] = 9;
      Bytes alone = Bytes.copyOf(both).slice(0, curve.publicKeyLength());
      assertArrayEquals(key(curve, alone), key(curve, Bytes.copyOf(both)));
    }
  }

  @Test
  void keyOfAnyOtherLength_isMalformed() {
    Bytes longer = Bytes.wrap(new byte[33]);
    assertThrows(MalformedVectorException.class, () -> PrivateKeys.of(Curve.ED25519, longer));
  }

  private static byte[] key(Curve curve, Bytes value) {
    return ((EdECPrivateKey) PrivateKeys.of(curve, value)).getBytes().orElseThrow();
  }
}
