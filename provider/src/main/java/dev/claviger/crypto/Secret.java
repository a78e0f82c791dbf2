package dev.claviger.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.Destroyable;

/**
 * Secret bytes that can be destroyed: a key-schedule secret, a symmetric key, a shared secret.
 *
 * <p>It never prints, compares in constant time, and zeroes its bytes when destroyed; every use
 * after that throws {@link IllegalStateException}. Thread-safe as long as no thread destroys a
 * secret that another still uses.
 */
public final class Secret implements Destroyable, AutoCloseable {
  private static final AtomicIntegerFieldUpdater<Secret> DESTROYED =
      AtomicIntegerFieldUpdater.newUpdater(Secret.class, "destroyed");

  private final byte[] value;

  /** 1 from then on. */
  private volatile int destroyed;

  private Secret(byte[] value) {
    this.value = value;
  }

  /** Takes the array over without a copy: the caller must not touch it again. */
  public static Secret wrap(byte[] value) {
    return new Secret(value);
  }

  public static Secret copyOf(byte... value) {
    return new Secret(value.clone());
  }

  public static Secret copyOf(Bytes value) {
    return new Secret(value.toByteArray());
  }

  /** {@code length} zero bytes: RFC 9420's "0", as in the initial PSK and commit secrets (§8). */
  public static Secret zeros(int length) {
    return new Secret(new byte[length]);
  }

  /** The concatenation; the parts stay alive. */
  public static Secret concat(Secret... parts) {
    int total = 0;
    for (Secret part : parts) {
      total = Math.addExact(total, part.length());
    }
    byte[] out = new byte[total];
    int at = 0;
    for (Secret part : parts) {
      System.arraycopy(part.alive(), 0, out, at, part.value.length);
      at += part.value.length;
    }
    return new Secret(out);
  }

  /** The length in bytes; known even after destruction. */
  public int length() {
    return value.length;
  }

  /** An independent copy, to be destroyed on its own. */
  public Secret copy() {
    return new Secret(alive().clone());
  }

  /** Hands the bytes to a consumer without a copy, as in {@code secret.feed(mac::update)}. */
  public void feed(Bytes.Sink sink) {
    sink.accept(alive(), 0, value.length);
  }

  /** Computes over the bytes without a copy. */
  public <T, X extends Exception> T apply(Bytes.Reader<T, X> reader) throws X {
    return reader.apply(alive(), 0, value.length);
  }

  /** A copy of the bytes in clear, for the one who must encrypt, encode or export them. */
  public byte[] expose() {
    return alive().clone();
  }

  /** A JCA key over a copy of the bytes. */
  public SecretKey toKey(String algorithm) {
    return new SecretKeySpec(alive(), algorithm);
  }

  /** Zeroes the bytes. Idempotent. */
  @Override
  public void destroy() {
    // An epoch destroys a hundred, and a fence after each would wait for all that was written
    // before.
    DESTROYED.lazySet(this, 1);
    Arrays.fill(value, (byte) 0);
  }

  /** The same as {@link #destroy()}, for try-with-resources. */
  @Override
  public void close() {
    destroy();
  }

  @Override
  public boolean isDestroyed() {
    return destroyed == 1;
  }

  /** Constant-time for equal lengths. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(alive(), that.alive());
  }

  /** The length only, so that a hash table reveals nothing. */
  @Override
  public int hashCode() {
    return value.length;
  }

  @Override
  public String toString() {
    return isDestroyed() ? "Secret[destroyed]" : "Secret[" + value.length + " bytes]";
  }

  private byte[] alive() {
    if (isDestroyed()) {
      throw new IllegalStateException("this secret has been destroyed");
    }
    return value;
  }
}
