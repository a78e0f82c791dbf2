package dev.claviger.keystore.android;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import java.security.PrivateKey;
import java.util.concurrent.atomic.LongAdder;

/** A key of the Keystore as its handles share it. */
final class AndroidKey {
  private final KeyRef ref;
  private final PrivateKey key;
  private final Bytes publicKey;
  private final LongAdder operations = new LongAdder();
  private volatile boolean destroyed;

  /**
   * @param publicKey in its MLS encoding
   */
  AndroidKey(KeyRef ref, PrivateKey key, Bytes publicKey) {
    this.ref = ref;
    this.key = key;
    this.publicKey = publicKey;
  }

  KeyRef ref() {
    return ref;
  }

  Bytes publicKey() {
    return publicKey;
  }

  /**
   * The Keystore's own key object.
   *
   * @throws KeyDestroyedException if it was destroyed
   */
  PrivateKey alive() {
    if (destroyed) {
      throw new KeyDestroyedException(ref);
    }
    return key;
  }

  void used() {
    operations.increment();
  }

  long operations() {
    return operations.sum();
  }

  boolean isDestroyed() {
    return destroyed;
  }

  void markDestroyed() {
    destroyed = true;
  }
}
