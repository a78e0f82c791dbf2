package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CryptoException;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.key.VaultKey;
import org.junit.jupiter.api.function.Executable;

/** A key put to the use it was not made for, past the types that forbid it. */
final class Misuse {
  private Misuse() {}

  static void assertDoesNotAgree(VaultKey signatureKey) {
    CipherSuite suite = VaultContract.suiteWith(signatureKey.algorithm());
    HpkeKeyPair other = suite.hpke().generateKeyPair();
    HpkeCiphertext sealed =
        suite.encryptWithLabel(other.publicKey(), "misuse", Bytes.empty(), Bytes.empty());
    HpkeKeyPair misused = new HpkeKeyPair(signatureKey.privateKey(), other.publicKey());
    assertRefused(() -> suite.decryptWithLabel(misused, "misuse", Bytes.empty(), sealed));
  }

  static void assertDoesNotSign(VaultKey hpkeKey) {
    CipherSuite suite = VaultContract.suiteWith(hpkeKey.algorithm());
    assertRefused(() -> suite.signWithLabel(hpkeKey.privateKey(), "misuse", Bytes.empty()));
  }

  /** By the engine, which sees the key's type, or by the vault, which knows its purpose. */
  private static void assertRefused(Executable misuse) {
    RuntimeException e = assertThrows(RuntimeException.class, misuse);
    assertTrue(e instanceof IllegalArgumentException || e instanceof CryptoException, e::toString);
  }
}
