package dev.claviger.conformance.bench.stack;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is sealed by the key behind it: in a store, one row each time. */
final class CountingAead implements Aead {
  private final Aead behind;
  private final AtomicLong sealed = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  CountingAead(Aead behind) {
    this.behind = behind;
  }

  Usage usage() {
    return new Usage(0, sealed.get(), bytes.get());
  }

  @Override
  public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
    byte[] ciphertext = behind.encrypt(plaintext, associatedData);
    sealed.incrementAndGet();
    bytes.addAndGet(ciphertext.length);
    return ciphertext;
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    return behind.decrypt(ciphertext, associatedData);
  }
}
