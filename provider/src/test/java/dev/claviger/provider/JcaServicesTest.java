package dev.claviger.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.HpkeParameterSpec;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.MlsPublicKeySpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JcaServicesTest {
  private static final Provider MLS = new MlsProvider();
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @EnumSource(SignatureScheme.class)
  void signsWithAHandle_andTheJdkVerifies(SignatureScheme scheme) throws GeneralSecurityException {
    String generator = scheme.isEdDsa() ? scheme.jcaName() : "ECDSA-" + scheme.curve();
    KeyPair pair = KeyPairGenerator.getInstance(generator, MLS).generateKeyPair();
    Signature signer = Signature.getInstance(scheme.jcaName(), MLS);
    signer.initSign(pair.getPrivate());
    signer.update(MESSAGE, 0, 4);
    signer.update(MESSAGE, 4, MESSAGE.length - 4);
    byte[] signature = signer.sign();

    Signature jdk = Signature.getInstance(scheme.jcaName());
    jdk.initVerify(pair.getPublic());
    jdk.update(MESSAGE);
    assertTrue(jdk.verify(signature));

    Signature ours = Signature.getInstance(scheme.jcaName(), MLS);
    ours.initVerify(pair.getPublic());
    ours.update(MESSAGE);
    assertTrue(ours.verify(signature));
    ours.update(MESSAGE, 1, 3);
    assertFalse(ours.verify(signature));
    assertNull(pair.getPrivate().getEncoded());
    assertNull(pair.getPrivate().getFormat());
  }

  @Test
  void refusesPrivateKeysOfOthers() throws GeneralSecurityException {
    KeyPair foreign = KeyPairGenerator.getInstance("Ed25519", "SunEC").generateKeyPair();
    Signature signer = Signature.getInstance("Ed25519", MLS);

    assertThrows(InvalidKeyException.class, () -> signer.initSign(foreign.getPrivate()));
  }

  @Test
  void refusesADestroyedHandle() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519", MLS).generateKeyPair();
    Signature signer = Signature.getInstance("Ed25519", MLS);
    pair.getPrivate().destroy();

    assertThrows(InvalidKeyException.class, () -> signer.initSign(pair.getPrivate()));
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void translatesPublicKeysBothWays(Curve curve) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance(curve.jcaName(), MLS);
    PublicKey jdk = jdkPublicKey(curve);
    MlsPublicKeySpec mls = factory.getKeySpec(jdk, MlsPublicKeySpec.class);

    assertEquals(curve.publicKeyLength(), mls.value().length());
    assertArrayEquals(jdk.getEncoded(), factory.generatePublic(mls).getEncoded());
    assertThrows(
        InvalidKeySpecException.class,
        () -> factory.generatePublic(new MlsPublicKeySpec(mls.value().slice(1, 2))));
    assertThrows(
        InvalidKeySpecException.class,
        () -> factory.generatePrivate(new PKCS8EncodedKeySpec(new byte[48])));
  }

  @ParameterizedTest
  @EnumSource(KemId.class)
  void hpkeCipher_carriesMessagesInOrder(KemId kem) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(kem.jcaName(), MLS).generateKeyPair();
    KeyPair auth = KeyPairGenerator.getInstance(kem.jcaName(), MLS).generateKeyPair();
    HpkeParameterSpec spec =
        HpkeParameterSpec.of(kem.codePoint(), kem.kdf().codePoint(), 1)
            .withInfo(MESSAGE)
            .withPsk(new SecretKeySpec(new byte[32], "psk"), new byte[] {1});
    Cipher sender = Cipher.getInstance("HPKE", MLS);
    sender.init(Cipher.ENCRYPT_MODE, pair.getPublic(), spec.withAuthKey(auth.getPrivate()));
    Cipher recipient = Cipher.getInstance("HPKE", MLS);
    recipient.init(
        Cipher.DECRYPT_MODE,
        pair.getPrivate(),
        spec.withAuthKey(auth.getPublic()).withEncapsulation(sender.getIV()));

    for (int i = 0; i < 3; i++) {
      sender.updateAAD(new byte[] {(byte) i});
      byte[] sealed = sender.doFinal(MESSAGE);
      recipient.updateAAD(new byte[] {(byte) i});
      assertArrayEquals(MESSAGE, recipient.doFinal(sealed));
    }
    byte[] last = sender.doFinal(MESSAGE);
    last[0] ^= 1;
    assertThrows(AEADBadTagException.class, () -> recipient.doFinal(last));
  }

  @Test
  void hpkeCipher_takesItsKemFromTheKey() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("DHKEM-X448-HKDF-SHA512", MLS).generateKeyPair();
    Cipher sender = Cipher.getInstance("HPKE", MLS);
    sender.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    Cipher recipient = Cipher.getInstance("HPKE", MLS);
    recipient.init(
        Cipher.DECRYPT_MODE,
        pair.getPrivate(),
        HpkeParameterSpec.of().withEncapsulation(sender.getIV()));

    assertArrayEquals(MESSAGE, recipient.doFinal(sender.doFinal(MESSAGE)));
  }

  @Test
  void hpkeCipher_opensWithAPrivateKeyOfTheJdk() throws GeneralSecurityException {
    KeyPair jdk = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    Cipher sender = Cipher.getInstance("HPKE", MLS);
    sender.init(Cipher.ENCRYPT_MODE, jdk.getPublic());
    Cipher recipient = Cipher.getInstance("HPKE", MLS);
    recipient.init(
        Cipher.DECRYPT_MODE,
        jdk.getPrivate(),
        HpkeParameterSpec.of()
            .withRecipientPublicKey(jdk.getPublic())
            .withEncapsulation(sender.getIV()));

    assertArrayEquals(MESSAGE, recipient.doFinal(sender.doFinal(MESSAGE)));
  }

  @Test
  void approvedMode_hasNistCurvesAlone() throws Exception {
    Provider approved = MLS.configure("suites=approved;curves=JDK;symmetric=JDK");
    Set<String> algorithms = new TreeSet<>();
    approved.getServices().forEach(service -> algorithms.add(service.getAlgorithm()));
    assertTrue(algorithms.contains("MLS_128_DHKEMP256_AES128GCM_SHA256_P256"));
    assertEquals(
        3,
        approved.getServices().stream()
            .filter(service -> service.getType().equals(CipherSuite.SERVICE_TYPE))
            .count());
    assertTrue(
        algorithms.stream().noneMatch(name -> name.contains("25519") || name.contains("448")),
        algorithms::toString);
    assertFalse(algorithms.contains("HPKE"));
    CipherSuite suite = CipherSuite.getInstance(new CipherSuiteId(7), approved);
    assertEquals(48, suite.hash(Bytes.empty()).length());
    assertThrows(
        NoSuchAlgorithmException.class,
        () -> CipherSuite.getInstance(new CipherSuiteId(1), approved));
  }

  @Test
  void configure_setsTheOrderOfPrimitives() {
    Provider configured = MLS.configure("curves=JDK");

    assertInstanceOf(MlsProvider.class, configured);
    assertTrue(configured.isConfigured());
    assertThrows(InvalidParameterException.class, () -> MLS.configure("no such thing"));
  }

  private static PublicKey jdkPublicKey(Curve curve) throws GeneralSecurityException {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(curve.isNist() ? "EC" : curve.jcaName());
    if (curve.isNist()) {
      generator.initialize(new java.security.spec.ECGenParameterSpec(curve.jcaName()));
    }
    return generator.generateKeyPair().getPublic();
  }
}
