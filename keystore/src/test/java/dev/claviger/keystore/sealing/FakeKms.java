package dev.claviger.keystore.sealing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A FAKE: a key management service in memory, which can be made to fail. */
final class FakeKms implements KmsClient {
  private static final String SCHEME = "fake-kms://";

  private final Map<String, Aead> keys = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private volatile boolean failing;

  @Override
  public boolean doesSupport(String keyUri) {
    return keyUri.startsWith(SCHEME);
  }

  @Override
  public KmsClient withCredentials(String path) {
    return this;
  }

  @Override
  public KmsClient withDefaultCredentials() {
    return this;
  }

  @Override
  public Aead getAead(String keyUri) throws GeneralSecurityException {
    asked.add(keyUri);
    byte[] key = new byte[32];
    key[0] = (byte) keyUri.hashCode();
    keys.putIfAbsent(keyUri, new AesGcmJce(key));
    Aead aead = keys.get(keyUri);
    return new Aead() {
      @Override
      public byte[] encrypt(byte[] plaintext, byte[] associatedData)
          throws GeneralSecurityException {
        check();
        return aead.encrypt(plaintext, associatedData);
      }

      @Override
      public byte[] decrypt(byte[] ciphertext, byte[] associatedData)
          throws GeneralSecurityException {
        check();
        return aead.decrypt(ciphertext, associatedData);
      }
    };
  }

  void fail() {
    failing = true;
  }

  List<String> asked() {
    return asked;
  }

  private void check() throws GeneralSecurityException {
    if (failing) {
      throw new GeneralSecurityException("the fake service is out of order");
    }
  }
}
