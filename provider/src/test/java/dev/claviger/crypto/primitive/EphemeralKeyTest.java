package dev.claviger.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ephemeral keys of both kinds: those of a JCA generator, and scalars. */
class EphemeralKeyTest {
  static Stream<Arguments> agreements() {
    return Stream.of("BC", "JDK")
        .flatMap(
            backend ->
                PrimitivesTest.agreementCurves()
                    .map(
                        curve ->
                            Arguments.of(
                                curve, Primitives.in("curves=" + backend).agreement(curve))));
  }

  @ParameterizedTest
  @MethodSource("agreements")
  void agreesWithRawKeysOfAnyBackend(Curve curve, AgreementPrimitive agreement) {
    for (String other : List.of("BC", "JDK")) {
      Primitives theirs = Primitives.in("curves=" + other);
      Secret raw = KeyScalars.random(curve);
      try (EphemeralKey ephemeral = agreement.ephemeral()) {
        assertEquals(
            theirs.agreement(curve).agree(raw, ephemeral.publicKey()),
            ephemeral.agree(theirs.fixedBase(curve).publicKey(raw)));
      }
    }
  }

  /** Where a backend gives out a key that it generated, others find it to be one. */
  @ParameterizedTest
  @MethodSource("agreements")
  void generatedPair_isAKeyAndItsPublicKey(Curve curve, AgreementPrimitive agreement) {
    Primitives theirs = Primitives.in("curves=BC");
    boolean isOfTheJca = agreement instanceof JcaAgreement;
    Optional<RawKeyPair> one = agreement.generate();
    assertEquals(isOfTheJca && curve.isMontgomery(), one.isPresent());
    one.ifPresent(
        pair -> {
          assertEquals(theirs.fixedBase(curve).publicKey(pair.privateKey()), pair.publicKey());
          assertNotEquals(pair.publicKey(), agreement.generate().orElseThrow().publicKey());
        });
  }

  @ParameterizedTest
  @MethodSource("agreements")
  void isAnotherEachTime(Curve curve, AgreementPrimitive agreement) {
    try (EphemeralKey one = agreement.ephemeral();
        EphemeralKey other = agreement.ephemeral()) {
      assertEquals(curve.publicKeyLength(), one.publicKey().length());
      assertNotEquals(one.publicKey(), other.publicKey());
      assertEquals(one.agree(other.publicKey()), other.agree(one.publicKey()));
    }
  }

  @ParameterizedTest
  @MethodSource("agreements")
  void refusesWhatIsNoPoint(Curve curve, AgreementPrimitive agreement) {
    try (EphemeralKey ephemeral = agreement.ephemeral()) {
      for (Bytes bad : noPoints(curve)) {
        assertThrows(InvalidPublicKeyException.class, () -> ephemeral.agree(bad));
      }
      Bytes good = KnownKeyPair.of(curve).publicKey();
      assertEquals(
          ephemeral.agree(good),
          agreement.agree(KnownKeyPair.of(curve).privateKey(), ephemeral.publicKey()));
    }
  }

  @ParameterizedTest
  @MethodSource("agreements")
  void agreesNoMore_onceItIsClosed(Curve curve, AgreementPrimitive agreement) {
    EphemeralKey ephemeral = agreement.ephemeral();
    ephemeral.close();
    ephemeral.close();

    assertThrows(
        IllegalStateException.class, () -> ephemeral.agree(KnownKeyPair.of(curve).publicKey()));
  }

  @ParameterizedTest
  @MethodSource("dev.claviger.crypto.primitive.PrimitivesTest#agreementCurves")
  void ofAScalar_hasItsPublicKey_andDestroysIt(Curve curve) {
    Primitives primitives = Primitives.in("");
    Secret scalar = KnownKeyPair.of(curve).privateKey().copy();
    EphemeralKey ephemeral =
        EphemeralKey.of(scalar, primitives.fixedBase(curve), primitives.agreement(curve));

    assertEquals(KnownKeyPair.of(curve).publicKey(), ephemeral.publicKey());
    assertFalse(ephemeral.toString().contains(KnownKeyPair.of(curve).privateKey().toString()));
    ephemeral.close();
    assertTrue(scalar.isDestroyed());
  }

  /** Zeros (of small order, or not in form), a wrong length, a wrong form, off the curve. */
  private static List<Bytes> noPoints(Curve curve) {
    int length = curve.publicKeyLength();
    Bytes zeros = Bytes.wrap(new byte[length]);
    Bytes tooLong = Bytes.wrap(new byte[length + 1]);
    if (curve.isMontgomery()) {
      return List.of(zeros, tooLong, Bytes.empty());
    }
    Bytes point = KnownKeyPair.of(curve).publicKey();
    byte[] compressed = point.toByteArray();
    compressed[0] = 0x02;
    byte[] off = point.toByteArray();
    off[length - 1] ^= 1;
    return List.of(zeros, tooLong, Bytes.empty(), Bytes.wrap(compressed), Bytes.wrap(off));
  }
}
