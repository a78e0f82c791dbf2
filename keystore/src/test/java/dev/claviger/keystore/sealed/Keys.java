package dev.claviger.keystore.sealed;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;

/** Sealing keys of no secret. */
final class Keys {
  static final Aead FIRST = of(1);
  static final Aead SECOND = of(2);

  private Keys() {}

  static Aead of(int seed) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) seed);
    try {
      return new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
