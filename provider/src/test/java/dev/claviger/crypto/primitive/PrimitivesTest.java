package dev.claviger.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.AeadId;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrimitivesTest {
  static Stream<Curve> agreementCurves() {
    return Stream.of(Curve.values()).filter(curve -> !curve.isEdwards());
  }

  @Test
  void choosesTheFirstCandidateThatIsThere_andSaysWhyNotTheOthers() {
    Primitives.Choice choice =
        Primitives.in("X25519=Nowhere,BC").choice(new Primitive.Agreement(Curve.X25519));

    assertEquals("BC", choice.backend());
    assertEquals(1, choice.refused().size());
    assertTrue(choice.refused().get(0).startsWith("Nowhere"));
  }

  @Test
  void aPrimitivesOwnEntryGoesBeforeItsGroups() {
    Primitives primitives = Primitives.in("curves=JDK; X448=BC");

    assertEquals("JDK", primitives.choice(new Primitive.Agreement(Curve.X25519)).backend());
    assertEquals("BC", primitives.choice(new Primitive.Agreement(Curve.X448)).backend());
  }

  @Test
  void whoIsToldToAgree_alsoMakesPublicKeys_unlessTheyHaveAnEntryOfTheirOwn() {
    Primitive x25519 = new Primitive.FixedBase(Curve.X25519);

    assertEquals(List.of("BC", "JDK"), Primitives.in("curves=BC,JDK").candidates(x25519));
    assertEquals(List.of("JDK"), Primitives.in("curves=BC;X25519=JDK").candidates(x25519));
    assertEquals(
        List.of("BC"), Primitives.in("curves=JDK;X25519=JDK;X25519-base=BC").candidates(x25519));
  }

  @Test
  void withoutAnOrder_publicKeysComeFromWhereTheyCostLeast() {
    Primitives primitives = Primitives.in("");

    for (Curve curve : List.of(Curve.X25519, Curve.P384, Curve.P521)) {
      assertEquals("BC", primitives.candidates(new Primitive.FixedBase(curve)).get(0));
    }
    assertEquals("Conscrypt", primitives.candidates(new Primitive.FixedBase(Curve.P256)).get(0));
  }

  @Test
  void withoutAnOrder_anAeadComesFromWhoTakesAFreshKeyQuickly() {
    Primitives primitives = Primitives.in("");

    for (AeadId id : List.of(AeadId.AES_128_GCM, AeadId.AES_256_GCM, AeadId.CHACHA20_POLY1305)) {
      List<String> candidates = primitives.candidates(new Primitive.Aead(id));
      assertEquals(List.of("Conscrypt", "JDK"), candidates.subList(0, 2), id.toString());
    }
    assertEquals(
        List.of("BC"),
        Primitives.in("symmetric=BC").candidates(new Primitive.Aead(AeadId.AES_128_GCM)));
  }

  @Test
  void androidsOwnProvider_isAskedForWhatBouncyCastleIsNotUsedFor() {
    List<String> candidates = Primitives.in("").candidates(new Primitive.Aead(AeadId.AES_128_GCM));
    assertTrue(candidates.contains("AndroidOpenSSL"), candidates::toString);
  }

  @Test
  void nobodyLeft_isAnErrorThatNamesThemAll() {
    CryptoException e =
        assertThrows(
            CryptoException.class,
            () -> Primitives.in("Ed25519=Nowhere").signature(SignatureScheme.ED25519));

    assertTrue(e.getMessage().contains("Ed25519") && e.getMessage().contains("Nowhere"));
  }

  @Test
  void refusesAnOrderItCannotRead() {
    assertThrows(IllegalArgumentException.class, () -> Primitives.in("curves"));
    assertThrows(IllegalArgumentException.class, () -> Primitives.in("ROT13=JDK"));
  }

  @ParameterizedTest
  @MethodSource("agreementCurves")
  void theJdkAndBouncyCastleAgree(Curve curve) {
    Primitives jdk = Primitives.in("curves=JDK");
    Primitives bc = Primitives.in("curves=BC");
    for (int i = 0; i < 20; i++) {
      Secret ours = KeyScalars.random(curve);
      Secret theirs = KeyScalars.random(curve);

      Bytes peer = bc.fixedBase(curve).publicKey(theirs);
      assertEquals(bc.fixedBase(curve).publicKey(ours), jdk.fixedBase(curve).publicKey(ours));
      assertEquals(bc.agreement(curve).agree(ours, peer), jdk.agreement(curve).agree(ours, peer));
    }
  }

  /** The JDK's public key comes from agreements with the base point: the edges need their own. */
  @ParameterizedTest
  @EnumSource(
      value = Curve.class,
      names = {"P256", "P384", "P521"})
  void thePublicKeysOfTheSmallestAndLargestScalarsAreRight(Curve curve) {
    FixedBasePrimitive jdk = Primitives.in("curves=JDK").fixedBase(curve);
    FixedBasePrimitive bc = Primitives.in("curves=BC").fixedBase(curve);
    BigInteger order = NistCurve.of(curve).order();
    for (BigInteger scalar :
        List.of(
            BigInteger.ONE,
            BigInteger.TWO,
            order.subtract(BigInteger.TWO),
            order.subtract(BigInteger.ONE))) {
      Secret key = KeyScalars.encode(curve, scalar);

      assertEquals(bc.publicKey(key), jdk.publicKey(key));
    }
  }

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void theJdkAndBouncyCastleVerifyEachOther(SignatureScheme scheme) {
    SignaturePrimitive jdk = Primitives.in("curves=JDK").signature(scheme);
    SignaturePrimitive bc = Primitives.in("curves=BC").signature(scheme);
    Bytes message = Bytes.utf8("message");
    RawKeyPair ofJdk = jdk.generate();
    RawKeyPair ofBc = bc.generate();

    bc.verify(ofJdk.publicKey(), message, jdk.signer(ofJdk).sign(message));
    jdk.verify(ofBc.publicKey(), message, bc.signer(ofBc).sign(message));
    jdk.verify(ofBc.publicKey(), message, jdk.signer(ofBc).sign(message));
  }
}
