package dev.claviger.hsm.jca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.hsm.cryptoki.Der;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DER in and out, and what tokens make of it. */
class EncodingsTest {
  @Test
  void objectIdentifiers_areThoseOfTheStandards() {
    assertEquals("06082a8648ce3d030107", Der.oid(Curve.P256.oid()).toHex());
    assertEquals("06052b81040023", Der.oid(Curve.P521.oid()).toHex());
    assertEquals("06032b6570", Der.oid(Curve.ED25519.oid()).toHex());
    assertEquals("130c656477617264733235353139", Der.printableString("edwards25519").toHex());
  }

  @ParameterizedTest
  @EnumSource
  void point_isRead_inEveryFormThatTokensGive(Curve curve) {
    Bytes key = key(curve);
    Optional<Bytes> expected = Optional.of(key);
    assertEquals(expected, EcPoint.decode(curve, key));
    assertEquals(expected, EcPoint.decode(curve, Der.tagged(Der.OCTET_STRING, key)));
    assertEquals(
        expected, EcPoint.decode(curve, Der.tagged(Der.BIT_STRING, Bytes.copyOf((byte) 0), key)));
    Bytes oneByteLength = Bytes.copyOf((byte) Der.OCTET_STRING, (byte) key.length());
    assertEquals(expected, EcPoint.decode(curve, Bytes.concat(oneByteLength, key)));
  }

  @ParameterizedTest
  @EnumSource
  void anythingElse_isNoPoint(Curve curve) {
    Bytes key = key(curve);
    Bytes der = Der.tagged(Der.OCTET_STRING, key);
    assertEquals(Optional.empty(), EcPoint.decode(curve, Bytes.empty()));
    assertEquals(Optional.empty(), EcPoint.decode(curve, key.slice(1, key.length())));
    assertEquals(Optional.empty(), EcPoint.decode(curve, der.slice(0, der.length() - 1)));
    assertEquals(Optional.empty(), EcPoint.decode(curve, Der.tagged(0x30, key)));
    assertEquals(Optional.empty(), EcPoint.decode(curve, Bytes.concat(der, key)));
  }

  @Test
  void signature_isMinimalDer() {
    assertEquals(
        "30070201010202" + "00ff",
        EcdsaSignature.toDer(Bytes.fromHex("0000000100" + "0000ff")).toHex());
    assertEquals("3006020101020101", EcdsaSignature.toDer(Bytes.fromHex("00010001")).toHex());
  }

  @Test
  void signatureOfP521_hasALongLength() {
    byte[] raw = new byte[132];
    java.util.Arrays.fill(raw, (byte) 0x7F);
    raw[0] = 1;
    raw[66] = 1;
    Bytes der = EcdsaSignature.toDer(Bytes.wrap(raw));
    assertEquals("308188" + "0242", der.slice(0, 5).toHex());
    assertEquals(139, der.length());
  }

  @Test
  void zeroOrLopsidedSignature_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> EcdsaSignature.toDer(Bytes.fromHex("0000ffff")));
    assertThrows(
        IllegalArgumentException.class, () -> EcdsaSignature.toDer(Bytes.fromHex("ffff0000")));
    assertThrows(
        IllegalArgumentException.class, () -> EcdsaSignature.toDer(Bytes.fromHex("ffffff")));
  }

  private static Bytes key(Curve curve) {
    byte[] key = new byte[curve.publicKeyLength()];
    java.util.Arrays.fill(key, (byte) 0x55);
    key[0] = 0x04;
    return Bytes.wrap(key);
  }
}
