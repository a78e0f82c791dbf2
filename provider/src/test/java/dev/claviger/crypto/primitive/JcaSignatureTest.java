package dev.claviger.crypto.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.InvalidPublicKeyException;
import dev.claviger.crypto.SignatureScheme;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of a provider's objects are used again. */
final class JcaSignatureTest {
  private static final SignatureScheme SCHEME = SignatureScheme.ED25519;
  private static final Provider JDK = Security.getProvider("SunEC");

  private final Counting provider = new Counting();
  private JcaSignature signatures;
  private RawKeyPair key;

  /** The JDK's signatures; counts the objects that are made. */
  private static final class Counting extends Provider {
    private static final long serialVersionUID = 1L;
    private int made;

    Counting() {
      super("Counting", "1", "for this test");
      putService(
          new Service(this, "Signature", SCHEME.jcaName(), "counted", null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
              made++;
              return JDK.getService("Signature", SCHEME.jcaName()).newInstance(parameter);
            }
          });
    }
  }

  @BeforeEach
  void makeKey() throws Exception {
    signatures =
        new JcaSignature(
            SCHEME,
            provider,
            new JcaKeys(SCHEME.curve(), JDK),
            new JcaKeyPairs(SCHEME.curve(), JDK));
    key = signatures.generate();
  }

  private void signAndVerify(int length) {
    Bytes message = Bytes.wrap(new byte[length]);
    signatures.verify(key.publicKey(), message, signatures.signer(key).sign(message));
  }

  @Test
  void shortMessages_shareAnObject() {
    for (int i = 0; i < 10; i++) {
      signAndVerify(JcaSignature.LARGEST_KEPT);
    }
    assertEquals(1, provider.made);
  }

  @Test
  void theKeyOfTheLastSignature_isNotTakenForAnother() {
    RawKeyPair other = signatures.generate();
    Bytes message = Bytes.utf8("a message");
    Bytes signed = signatures.signer(key).sign(message);

    signatures.verify(key.publicKey(), message, signed);
    assertThrows(
        AuthenticationException.class, () -> signatures.verify(other.publicKey(), message, signed));
    assertThrows(
        InvalidPublicKeyException.class,
        () -> signatures.verify(Bytes.utf8("no key"), message, signed));
    signatures.verify(key.publicKey(), message, signed);
  }

  @Test
  void whatTookInALongMessage_isNotUsedForTheNext() {
    signAndVerify(JcaSignature.LARGEST_KEPT + 1);
    assertEquals(2, provider.made);
    signAndVerify(1);
    assertEquals(3, provider.made);
    signAndVerify(1);
    assertEquals(3, provider.made);
  }
}
