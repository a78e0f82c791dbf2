package dev.claviger.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.provider.MlsProvider;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CipherSuiteTest {
  static List<CipherSuiteId> suites() {
    return CipherSuiteId.rfc9420();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void signsAndVerifies_withAVaultKey(CipherSuiteId id) throws NoSuchAlgorithmException {
    CipherSuite suite = CipherSuite.getInstance(id, new MlsProvider());
    try (SoftwareVault vault = SoftwareVault.create()) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
      Bytes message = Bytes.utf8("a message");
      Bytes signature = suite.signWithLabel(key.privateKey(), "Label", message);
      SignaturePublicKey publicKey = key.asSignatureKeyPair().publicKey();

      suite.verifyWithLabel(publicKey, "Label", message, signature);

      assertNull(key.privateKey().getEncoded());
      assertThrows(
          AuthenticationException.class,
          () -> suite.verifyWithLabel(publicKey, "Other", message, signature));
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void encryptsToAVaultKey(CipherSuiteId id) throws NoSuchAlgorithmException {
    CipherSuite suite = CipherSuite.getInstance(id, new MlsProvider());
    try (SoftwareVault vault = SoftwareVault.create()) {
      HpkeKeyPair key = vault.generate(KeyPurpose.LEAF, suite.kem()).asHpkeKeyPair();
      Bytes context = Bytes.utf8("context");
      Secret secret = Secret.copyOf((byte) 1, (byte) 2, (byte) 3);
      HpkeCiphertext sealed = suite.sealerWithLabel("Label", context).seal(key.publicKey(), secret);

      assertEquals(secret, suite.decryptWithLabel(key, "Label", context, sealed));
      assertThrows(
          AuthenticationException.class,
          () -> suite.decryptWithLabel(key, "Label", Bytes.empty(), sealed));
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void derivesTheSame_whetherTheSecretIsSetUpOnceOrEachTime(CipherSuiteId id)
      throws NoSuchAlgorithmException {
    CipherSuite suite = CipherSuite.getInstance(id, new MlsProvider());
    Secret secret = suite.randomSecret(suite.hashLength());
    Bytes context = Bytes.utf8("context");
    int longer = 3 * suite.hashLength() + 1;
    try (LabelledExpander expander = suite.expander(secret)) {
      assertEquals(suite.deriveSecret(secret, "one"), expander.deriveSecret("one"));
      assertEquals(
          suite.expandWithLabel(secret, "two", context, longer),
          expander.expandWithLabel("two", context, longer));
      assertEquals(
          suite.deriveTreeSecret(secret, "three", -1, 12),
          expander.deriveTreeSecret("three", -1, 12));
      assertEquals(suite.deriveSecret(secret, "one"), expander.deriveSecret("one"));
    }
  }

  @ParameterizedTest
  @MethodSource("suites")
  void derivesTheSameKeyPairFromTheSameSecret(CipherSuiteId id) throws NoSuchAlgorithmException {
    CipherSuite suite = CipherSuite.getInstance(id, new MlsProvider());
    Secret ikm = Secret.zeros(suite.hashLength());

    assertEquals(suite.deriveKeyPair(ikm).publicKey(), suite.deriveKeyPair(ikm).publicKey());
  }
}
