package dev.claviger.hsm.jca;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.engine.MlsPublicKeys;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys that a token must not be given. */
class PeerKeyTest {
  private static final BigInteger P25519 =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger P448 =
      BigInteger.ONE
          .shiftLeft(448)
          .subtract(BigInteger.ONE.shiftLeft(224))
          .subtract(BigInteger.ONE);

  /** The two points of order eight on Curve25519, little-endian. */
  private static final List<String> ORDER_EIGHT =
      List.of(
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
          "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157");

  @Test
  void smallOrderKeysOfX25519_areRefused_inEveryEncoding() {
    List<Bytes> bad = new ArrayList<>();
    for (BigInteger u : smallOrder(P25519, 255)) {
      bad.add(littleEndian(u, 32));
    }
    ORDER_EIGHT.forEach(hex -> bad.add(Bytes.fromHex(hex)));
    for (Bytes key : bad) {
      assertRefused(Curve.X25519, key);
      assertRefused(Curve.X25519, withTopBit(key)); // RFC 7748 §5: the bit is ignored
    }
  }

  @Test
  void smallOrderKeysOfX448_areRefused_inEveryEncoding() {
    for (BigInteger u : smallOrder(P448, 448)) {
      assertRefused(Curve.X448, littleEndian(u, 56));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"X25519", "X448"})
  void refusal_isExactlyWhereTheAgreementIsZero(Curve curve) throws GeneralSecurityException {
    KeyPair own = JdkKeys.generate(curve);
    BigInteger p = curve == Curve.X25519 ? P25519 : P448;
    for (int i = -24; i < 24; i++) {
      BigInteger u = BigInteger.valueOf(i).mod(p);
      Bytes key = littleEndian(u, curve.publicKeyLength());
      if (agreementIsZero(curve, own, key)) {
        assertRefused(curve, key);
      } else {
        assertDoesNotThrow(() -> PeerKey.check(curve, new HpkePublicKey(key)));
      }
    }
  }

  /** By doublings on {@code u = X/Z}, RFC 7748 §5; Z = 0 is infinity. */
  @Test
  void keysOfSmallOrder_becomeInfinityByThreeDoublingsOrFewer() {
    BigInteger a = BigInteger.valueOf(486662);
    for (String hex : ORDER_EIGHT) {
      BigInteger u = littleEndian(hex);
      assertEquals(3, doublingsToInfinity(u, a, P25519));
    }
    assertEquals(1, doublingsToInfinity(BigInteger.ZERO, a, P25519));
    assertEquals(2, doublingsToInfinity(BigInteger.ONE, a, P25519));
    assertEquals(2, doublingsToInfinity(P25519.subtract(BigInteger.ONE), a, P25519));
  }

  private static int doublingsToInfinity(BigInteger u, BigInteger a, BigInteger p) {
    BigInteger x = u;
    BigInteger z = BigInteger.ONE;
    int doublings = 0;
    for (; z.signum() != 0; doublings++) {
      BigInteger xx = x.multiply(x);
      BigInteger zz = z.multiply(z);
      BigInteger xz = x.multiply(z);
      x = xx.subtract(zz).pow(2).mod(p);
      z = xz.shiftLeft(2).multiply(xx.add(a.multiply(xz)).add(zz)).mod(p);
    }
    return doublings;
  }

  private static BigInteger littleEndian(String hex) {
    byte[] bytes = Bytes.fromHex(hex).toByteArray();
    BigInteger value = BigInteger.ZERO;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value.shiftLeft(8).or(BigInteger.valueOf(bytes[i] & 0xFF));
    }
    return value;
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "P521"})
  void pointsOffTheCurve_areRefused(Curve curve) throws GeneralSecurityException {
    Bytes good = MlsPublicKeys.toMls(curve, JdkKeys.generate(curve).getPublic());
    assertDoesNotThrow(() -> PeerKey.check(curve, new HpkePublicKey(good)));
    byte[] changed = good.toByteArray();
    changed[changed.length - 1] ^= 1;
    assertRefused(curve, Bytes.wrap(changed));
    byte[] compressed = good.toByteArray();
    compressed[0] = 0x02;
    assertRefused(curve, Bytes.wrap(compressed));
    byte[] huge = new byte[curve.publicKeyLength()];
    java.util.Arrays.fill(huge, (byte) 0xFF);
    huge[0] = 0x04;
    assertRefused(curve, Bytes.wrap(huge));
  }

  @ParameterizedTest
  @EnumSource(names = {"P256", "P384", "P521", "X25519", "X448"})
  void wrongLengths_areRefused(Curve curve) {
    assertRefused(curve, Bytes.empty());
    assertRefused(curve, Bytes.wrap(new byte[curve.publicKeyLength() - 1]));
    assertRefused(curve, Bytes.wrap(new byte[curve.publicKeyLength() + 1]));
  }

  /** 0, 1 and -1, and what is congruent to them and still fits. */
  private static List<BigInteger> smallOrder(BigInteger p, int bits) {
    List<BigInteger> all = new ArrayList<>();
    for (BigInteger u : List.of(BigInteger.ZERO, BigInteger.ONE, p.subtract(BigInteger.ONE))) {
      for (BigInteger v = u; v.bitLength() <= bits; v = v.add(p)) {
        all.add(v);
      }
    }
    return all;
  }

  private static boolean agreementIsZero(Curve curve, KeyPair own, Bytes key)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("XDH");
    agreement.init(own.getPrivate());
    try {
      agreement.doPhase(MlsPublicKeys.toJca(curve, key), true);
      agreement.generateSecret();
      return false;
    } catch (InvalidKeyException e) {
      return true; // the JDK: "Point has small order"
    }
  }

  private static Bytes littleEndian(BigInteger value, int length) {
    byte[] out = new byte[length];
    for (int i = 0; i < length; i++) {
      out[i] = value.shiftRight(8 * i).byteValue();
    }
    return Bytes.wrap(out);
  }

  private static Bytes withTopBit(Bytes key) {
    byte[] changed = key.toByteArray();
    changed[changed.length - 1] |= (byte) 0x80;
    return Bytes.wrap(changed);
  }

  private static void assertRefused(Curve curve, Bytes key) {
    assertThrows(
        InvalidPublicKeyException.class, () -> PeerKey.check(curve, new HpkePublicKey(key)));
  }
}
