package dev.claviger.conformance.vectors.mls;

import dev.claviger.conformance.vectors.MismatchException;
import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.SignaturePublicKey;
import java.security.PrivateKey;

/** Whether a private key is that of a public one: shown by using both. */
final class KeyMatch {
  private static final String LABEL = "key match";
  private static final Bytes SAMPLE = Bytes.utf8("sample");

  private KeyMatch() {}

  /**
   * @throws MismatchException if it is not
   */
  static void hpke(CipherSuite suite, String what, HpkeKeyPair pair) {
    HpkeCiphertext sealed = suite.encryptWithLabel(pair.publicKey(), LABEL, Bytes.empty(), SAMPLE);
    try {
      suite.decryptWithLabel(pair, LABEL, Bytes.empty(), sealed).destroy();
    } catch (AuthenticationException e) {
      throw mismatch(what, e);
    }
  }

  /**
   * @throws MismatchException if it is not
   */
  static void signature(
      CipherSuite suite, String what, PrivateKey privateKey, SignaturePublicKey publicKey) {
    Bytes signature = suite.signWithLabel(privateKey, LABEL, SAMPLE);
    try {
      suite.verifyWithLabel(publicKey, LABEL, SAMPLE, signature);
    } catch (AuthenticationException e) {
      throw mismatch(what, e);
    }
  }

  private static MismatchException mismatch(String what, AuthenticationException cause) {
    MismatchException mismatch = new MismatchException(what + " is not that of the public key");
    mismatch.initCause(cause);
    return mismatch;
  }
}
