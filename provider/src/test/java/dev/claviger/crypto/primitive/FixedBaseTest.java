package dev.claviger.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.Secret;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FixedBaseTest {
  private static final String CURVES =
      "dev.claviger.crypto.primitive.PrimitivesTest#agreementCurves";

  /** A JCA provider that encodes public keys beside private ones, as Conscrypt does. */
  private static final Provider TELLING = new BouncyCastleProvider();

  @ParameterizedTest
  @MethodSource(CURVES)
  void publishedKeysComeOut_whoeverMultiplies(Curve curve) throws GeneralSecurityException {
    KnownKeyPair known = KnownKeyPair.of(curve);
    List<Backend> backends =
        List.of(
            Backends.find("BC"),
            Backends.find("JDK"),
            new JcaBackend("BC's JCA", List.of(TELLING)));
    for (Backend backend : backends) {
      assertEquals(
          known.publicKey(), backend.fixedBase(curve).publicKey(known.privateKey()), backend::name);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Curve.class,
      names = {"P256", "P384", "P521"})
  void aPublicKeyBesideThePrivateOne_isFound(Curve curve) throws GeneralSecurityException {
    JcaKeyPairs telling = new JcaKeyPairs(curve, TELLING);
    KeyPair pair = telling.generate();
    assertEquals(
        Optional.of(telling.publicKey(pair)),
        KeyEncodings.publicKeyBeside(curve, pair.getPrivate().getEncoded()));

    JcaKeys silent = new JcaKeys(curve, java.security.Security.getProvider("SunEC"));
    byte[] alone = silent.privateKey(KnownKeyPair.of(curve).privateKey()).getEncoded();
    assertEquals(Optional.empty(), KeyEncodings.publicKeyBeside(curve, alone));
    assertEquals(Optional.empty(), KeyEncodings.publicKeyBeside(curve, new byte[0]));
    assertEquals(Optional.empty(), KeyEncodings.publicKeyBeside(curve, null));
  }

  @ParameterizedTest
  @MethodSource(CURVES)
  void whoMultipliesWrongly_isNotTrusted(Curve curve) {
    Secret next = next(curve);
    FixedBasePrimitive right = Primitives.in("").fixedBase(curve);
    Bytes wrong = right.publicKey(next);

    Primitive primitive = new Primitive.FixedBase(curve);
    SelfTest.run(primitive, right);
    FixedBasePrimitive stuck = privateKey -> wrong;
    assertThrows(CryptoException.class, () -> SelfTest.run(primitive, stuck));
  }

  private static Secret next(Curve curve) {
    BigInteger scalar = KnownKeyPair.of(curve).privateKey().apply(KeyScalars::unsigned);
    return KeyScalars.encode(curve, scalar.add(BigInteger.ONE));
  }
}
