package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.LabelledSealer;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureKeyPair;
import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a ciphersuite does with the keys of a vault, whatever holds them (RFC 9420 §5). */
abstract class CipherSuiteContract extends VaultContract {
  private static final String LABEL = "label";
  private static final Bytes CONTENT = Bytes.utf8("content");
  private static final Bytes CONTEXT = Bytes.utf8("context");

  CipherSuiteContract(VaultBackend backend) {
    super(backend);
  }

  static List<CipherSuiteId> suites() {
    return CipherSuiteId.rfc9420();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void suiteThatTheVaultCannotServe_isSaidToBeSo(CipherSuiteId id) {
    if (!supportedSuites().contains(id)) {
      CipherSuite suite = Engine.suite(id);
      boolean refused =
          vault().supports(suite.kem()) instanceof VaultSupport.Unsupported
              || vault().supports(suite.signatureScheme()) instanceof VaultSupport.Unsupported;
      assertTrue(refused, () -> "nothing said against " + suite);
    }
  }

  @ParameterizedTest
  @MethodSource("supportedSuites")
  void signature_verifies_underItsKeyLabelAndContentOnly(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    SignatureKeyPair key = signatureKey(suite);
    Bytes signature = suite.signWithLabel(key.privateKey(), LABEL, CONTENT);
    suite.verifyWithLabel(key.publicKey(), LABEL, CONTENT, signature);

    SignaturePublicKey other = freshSignatureKey(suite);
    assertNotVerified(() -> suite.verifyWithLabel(other, LABEL, CONTENT, signature));
    SignaturePublicKey right = key.publicKey();
    assertNotVerified(() -> suite.verifyWithLabel(right, "Label", CONTENT, signature));
    assertNotVerified(() -> suite.verifyWithLabel(right, LABEL, CONTEXT, signature));
    for (Bytes tampered : Tampering.of(signature)) {
      assertNotVerified(() -> suite.verifyWithLabel(right, LABEL, CONTENT, tampered));
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void malformedSignatureKey_isAnInvalidKey(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    for (Bytes malformed : BadKeys.forSignatures(suite.signatureScheme().curve())) {
      assertThrows(
          InvalidPublicKeyException.class,
          () ->
              suite.verifyWithLabel(
                  new SignaturePublicKey(malformed), LABEL, CONTENT, Bytes.wrap(new byte[64])),
          malformed::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("supportedSuites")
  void ciphertext_opens_underItsKeyLabelAndContextOnly(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    HpkeKeyPair key = hpkeKey(suite);
    HpkeCiphertext sealed = suite.encryptWithLabel(key.publicKey(), LABEL, CONTEXT, CONTENT);
    try (Secret opened = suite.decryptWithLabel(key, LABEL, CONTEXT, sealed)) {
      assertEquals(CONTENT, Bytes.wrap(opened.expose()));
    }

    HpkeKeyPair other = suite.hpke().generateKeyPair();
    assertNotOpened(() -> suite.decryptWithLabel(other, LABEL, CONTEXT, sealed));
    assertNotOpened(() -> suite.decryptWithLabel(key, "Label", CONTEXT, sealed));
    assertNotOpened(() -> suite.decryptWithLabel(key, LABEL, CONTENT, sealed));
    for (Bytes tampered : Tampering.of(sealed.ciphertext())) {
      HpkeCiphertext changed = new HpkeCiphertext(sealed.kemOutput(), tampered);
      assertNotOpened(() -> suite.decryptWithLabel(key, LABEL, CONTEXT, changed));
    }
    HpkeCiphertext otherKem = new HpkeCiphertext(other.publicKey().value(), sealed.ciphertext());
    assertNotOpened(() -> suite.decryptWithLabel(key, LABEL, CONTEXT, otherKem));
  }

  @ParameterizedTest
  @MethodSource("supportedSuites")
  void sealer_servesManyRecipients(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    HpkeKeyPair key = hpkeKey(suite);
    HpkeKeyPair other = suite.hpke().generateKeyPair();
    LabelledSealer sealer = suite.sealerWithLabel(LABEL, CONTEXT);
    for (HpkeKeyPair recipient : List.of(key, other, key)) {
      HpkeCiphertext sealed = sealer.seal(recipient.publicKey(), CONTENT);
      try (Secret opened = suite.decryptWithLabel(recipient, LABEL, CONTEXT, sealed)) {
        assertEquals(CONTENT, Bytes.wrap(opened.expose()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void malformedRecipient_isAnInvalidKey(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    for (Bytes malformed : BadKeys.forAgreement(suite.kem().curve())) {
      assertThrows(
          InvalidPublicKeyException.class,
          () -> suite.encryptWithLabel(new HpkePublicKey(malformed), LABEL, CONTEXT, CONTENT),
          malformed::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("supportedSuites")
  void malformedEncapsulation_isAnInvalidKey(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    HpkeKeyPair key = hpkeKey(suite);
    HpkeCiphertext sealed = suite.encryptWithLabel(key.publicKey(), LABEL, CONTEXT, CONTENT);
    for (Bytes malformed : BadKeys.forAgreement(suite.kem().curve())) {
      HpkeCiphertext changed = new HpkeCiphertext(malformed, sealed.ciphertext());
      assertThrows(
          InvalidPublicKeyException.class,
          () -> suite.decryptWithLabel(key, LABEL, CONTEXT, changed),
          malformed::toString);
    }
    KeyUse.opens(suite, key);
  }

  @ParameterizedTest
  @MethodSource("supportedSuites")
  void hpke_opensInAllFourModes(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    try (Secret psk = Secret.zeros(32)) {
      for (HpkeModes mode : HpkeModes.values()) {
        mode.check(suite.hpke(), hpkeKey(suite), hpkeKey(suite), psk);
        mode.check(suite.hpke(), suite.hpke().generateKeyPair(), hpkeKey(suite), psk);
        mode.check(suite.hpke(), hpkeKey(suite), suite.hpke().generateKeyPair(), psk);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("supportedSuites")
  void emptyAndLongPlaintexts_survive(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    HpkeKeyPair key = hpkeKey(suite);
    for (int length : new int[] {0, 1, 16, 100_000}) {
      Bytes plaintext = Bytes.wrap(new byte[length]);
      HpkeCiphertext sealed = suite.encryptWithLabel(key.publicKey(), "", plaintext, plaintext);
      assertEquals(length + suite.aead().tagLength(), sealed.ciphertext().length());
      try (Secret opened = suite.decryptWithLabel(key, "", plaintext, sealed)) {
        assertEquals(plaintext, Bytes.wrap(opened.expose()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void deriveKeyPair_isDeterministic_andGivesAHandle(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    try (Secret ikm = Secret.zeros(suite.hashLength());
        Secret other = Secret.copyOf(Bytes.utf8("x".repeat(suite.hashLength())))) {
      HpkeKeyPair first = suite.deriveKeyPair(ikm);
      HpkeKeyPair second = suite.deriveKeyPair(ikm);
      assertEquals(first.publicKey(), second.publicKey());
      assertNotEquals(first.publicKey(), suite.deriveKeyPair(other).publicKey());
      Points.assertOnCurve(suite.kem().curve(), first.publicKey().value());
      assertNull(first.privateKey().getEncoded());
      KeyUse.opens(suite, second);
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void refHash_isTheHashOfItsStruct(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    Bytes input =
        Bytes.concat(Bytes.copyOf((byte) 5), Bytes.utf8("label"), Bytes.copyOf((byte) 7), CONTENT);
    assertEquals(suite.hash(input), suite.refHash(LABEL, CONTENT));
    assertEquals(suite.hashLength(), suite.refHash(LABEL, CONTENT).length());
  }

  @ParameterizedTest
  @MethodSource("suites")
  void mac_verifies_andTamperedDoesNot(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    try (Secret key = Secret.zeros(suite.hashLength())) {
      Bytes tag = suite.mac(key, CONTENT);
      suite.verifyMac(key, CONTENT, tag);
      for (Bytes tampered : Tampering.of(tag)) {
        assertThrows(AuthenticationException.class, () -> suite.verifyMac(key, CONTENT, tampered));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void aead_refusesWhatWasTamperedWith(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    Bytes nonce = Bytes.wrap(new byte[suite.aead().nonceLength()]);
    try (Secret key = Secret.zeros(suite.aead().keyLength());
        Secret shortKey = Secret.zeros(suite.aead().keyLength() - 1)) {
      Bytes sealed = suite.seal(key, nonce, CONTEXT, CONTENT);
      assertEquals(CONTENT, suite.open(key, nonce, CONTEXT, sealed));
      assertNotOpened(() -> suite.open(key, nonce, CONTENT, sealed));
      for (Bytes tampered : Tampering.of(sealed)) {
        assertNotOpened(() -> suite.open(key, nonce, CONTEXT, tampered));
      }
      assertNotOpened(() -> suite.open(key, nonce, CONTEXT, Bytes.empty()));
      assertThrows(
          IllegalArgumentException.class, () -> suite.seal(shortKey, nonce, CONTEXT, CONTENT));
      assertThrows(
          IllegalArgumentException.class,
          () -> suite.seal(key, nonce.slice(1, nonce.length()), CONTEXT, CONTENT));
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void destroyedSecret_isOfNoUse(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    Secret gone = Secret.zeros(suite.hashLength());
    gone.destroy();
    assertThrows(IllegalStateException.class, () -> suite.deriveSecret(gone, LABEL));
    assertThrows(IllegalStateException.class, () -> suite.mac(gone, CONTENT));
    assertThrows(IllegalStateException.class, () -> suite.deriveKeyPair(gone));
    assertThrows(IllegalStateException.class, () -> suite.extract(gone, gone));
  }

  @ParameterizedTest
  @MethodSource("suites")
  void treeSecrets_differByGeneration_asUnsignedNumbers(CipherSuiteId id) {
    CipherSuite suite = Engine.suite(id);
    try (Secret secret = Secret.zeros(suite.hashLength());
        Secret first = suite.deriveTreeSecret(secret, LABEL, 0, 16);
        Secret last = suite.deriveTreeSecret(secret, LABEL, -1, 16);
        Secret again = suite.deriveTreeSecret(secret, LABEL, 0, 16)) {
      assertEquals(first, again);
      assertNotEquals(first, last);
    }
  }

  final HpkeKeyPair hpkeKey(CipherSuite suite) {
    return sharedKey(suite.kem()).asHpkeKeyPair();
  }

  private SignatureKeyPair signatureKey(CipherSuite suite) {
    return sharedKey(suite.signatureScheme()).asSignatureKeyPair();
  }

  private SignaturePublicKey freshSignatureKey(CipherSuite suite) {
    VaultKey key = freshKey(suite.signatureScheme());
    vault().destroy(key.ref());
    return key.asSignatureKeyPair().publicKey();
  }

  private static void assertNotVerified(Executable verification) {
    assertThrows(AuthenticationException.class, verification);
  }

  private static void assertNotOpened(Executable opening) {
    assertThrows(AuthenticationException.class, opening);
  }
}
