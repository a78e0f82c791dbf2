package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureKeyPair;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;

/** One whole use of a vault key, checked from the outside. */
final class KeyUse {
  private static final String LABEL = "contract";
  private static final Bytes CONTENT = Bytes.utf8("content");

  private KeyUse() {}

  /** Signs and verifies, or seals and opens: whichever the key is for. */
  static void works(VaultKey key) {
    CipherSuite suite = VaultContract.suiteWith(key.algorithm());
    if (key.purpose() == KeyPurpose.SIGNATURE) {
      signs(suite, key.asSignatureKeyPair());
    } else {
      opens(suite, key.asHpkeKeyPair());
    }
  }

  static void signs(CipherSuite suite, SignatureKeyPair key) {
    Bytes signature = suite.signWithLabel(key.privateKey(), LABEL, CONTENT);
    suite.verifyWithLabel(key.publicKey(), LABEL, CONTENT, signature);
  }

  static void opens(CipherSuite suite, HpkeKeyPair key) {
    HpkeCiphertext sealed = suite.encryptWithLabel(key.publicKey(), LABEL, CONTENT, CONTENT);
    try (Secret opened = suite.decryptWithLabel(key, LABEL, CONTENT, sealed)) {
      assertEquals(CONTENT, Bytes.wrap(opened.expose()));
    }
  }
}
