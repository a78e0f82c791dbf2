package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.Curve;
import dev.claviger.crypto.HpkeCiphertext;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import java.util.Arrays;

/** The work of one key, done as MLS does it (RFC 9420 §5.1.2, §5.1.3) and checked in software. */
record KeyUse(CipherSuite suite, VaultKey key) {
  private static final String LABEL = "token check";
  private static final Bytes CONTENT = Bytes.utf8("what a member would sign, or be sent");

  /** One use of the private key, its result checked. */
  void works() {
    if (key.purpose() == KeyPurpose.SIGNATURE) {
      suite.verifyWithLabel(key.asSignatureKeyPair().publicKey(), LABEL, CONTENT, sign());
    } else {
      operation().run();
    }
  }

  /** One use of the private key, its input made before; a signature is not verified. */
  Runnable operation() {
    if (key.purpose() == KeyPurpose.SIGNATURE) {
      return this::sign;
    }
    HpkeCiphertext sealed = sealed();
    return () -> opens(sealed);
  }

  /** RFC 9420 §5.1.3: what was changed is refused, and that says nothing more. */
  void refusesTampering() {
    HpkeCiphertext sealed = sealed();
    byte[] changed = sealed.ciphertext().toByteArray();
    changed[changed.length - 1] ^= 1;
    refuses(
        AuthenticationException.class,
        new HpkeCiphertext(sealed.kemOutput(), Bytes.wrap(changed)),
        "a tampered ciphertext");
  }

  /** RFC 9180 §7.1.4: no agreement with what is no point, or a point of small order. */
  void refusesOffCurve() {
    refuses(
        InvalidPublicKeyException.class,
        new HpkeCiphertext(badPoint(suite.kem().curve()), sealed().ciphertext()),
        "a public key off the curve");
  }

  void refusesBecauseDestroyed() {
    expect(KeyDestroyedException.class, operation(), "an operation with a destroyed key");
  }

  private Bytes sign() {
    return suite.signWithLabel(key.privateKey(), LABEL, CONTENT);
  }

  private HpkeCiphertext sealed() {
    return suite.encryptWithLabel(key.asHpkeKeyPair().publicKey(), LABEL, CONTENT, CONTENT);
  }

  private void opens(HpkeCiphertext sealed) {
    try (Secret opened = suite.decryptWithLabel(key.asHpkeKeyPair(), LABEL, CONTENT, sealed);
        Secret expected = Secret.copyOf(CONTENT)) {
      if (!opened.equals(expected)) {
        throw new CheckFailedException("what was opened is not what was sealed");
      }
    }
  }

  private void refuses(Class<? extends Exception> error, HpkeCiphertext wrong, String what) {
    Runnable open =
        () -> suite.decryptWithLabel(key.asHpkeKeyPair(), LABEL, CONTENT, wrong).destroy();
    expect(error, open, what);
  }

  private static void expect(Class<? extends Exception> error, Runnable operation, String what) {
    try {
      operation.run();
    } catch (RuntimeException e) {
      if (error.isInstance(e)) {
        return;
      }
      throw new CheckFailedException(
          what + " gave no " + error.getSimpleName() + " but " + Plain.line(e), e);
    }
    throw new CheckFailedException(what + " was not refused");
  }

  private static Bytes badPoint(Curve curve) {
    byte[] point = new byte[curve.publicKeyLength()];
    if (curve.isNist()) {
      Arrays.fill(point, (byte) 1);
      point[0] = 4;
      point[point.length - 1] = 2;
    }
    return Bytes.wrap(point);
  }
}
