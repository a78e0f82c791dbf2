package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.hsm.cryptoki.Ck;
import dev.claviger.hsm.session.TokenObject;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.concurrent.atomic.LongAdder;

/** A key pair that SunPKCS11 made: its own key object, and the same object seen by our binding. */
final class SunKey {
  private final KeyRef ref;
  private final Bytes id;
  private final PrivateKey key;
  private final Provider provider;
  private final TokenObject privateObject;
  private final TokenObject publicObject;
  private final LongAdder operations = new LongAdder();
  private volatile boolean destroyed;

  SunKey(KeyRef ref, Bytes id, PrivateKey key, Provider provider) {
    this.ref = ref;
    this.id = id;
    this.key = key;
    this.provider = provider;
    this.privateObject = new TokenObject(Ck.CKO_PRIVATE_KEY, id);
    this.publicObject = new TokenObject(Ck.CKO_PUBLIC_KEY, id);
  }

  KeyRef ref() {
    return ref;
  }

  Bytes id() {
    return id;
  }

  TokenObject privateObject() {
    return privateObject;
  }

  TokenObject publicObject() {
    return publicObject;
  }

  /** SunPKCS11, which is to be named whenever the key is used. */
  Provider provider() {
    return provider;
  }

  /**
   * SunPKCS11's key object.
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
