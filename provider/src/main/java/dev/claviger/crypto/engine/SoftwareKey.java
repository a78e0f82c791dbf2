package dev.claviger.crypto.engine;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.primitive.RawKeyPair;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.Provider;
import java.util.concurrent.atomic.AtomicLong;

/** What the two kinds of software handle have in common: as opaque as a token's. */
public abstract sealed class SoftwareKey implements KeyHandle
    permits SoftwareSignatureKey, SoftwareAgreementKey {
  private static final long serialVersionUID = 1L;

  private final transient KeyName name;
  private final transient RawKeyPair pair;
  private final transient Provider provider;
  private final transient Curve curve;
  private final transient AtomicLong operations = new AtomicLong();

  SoftwareKey(KeyName name, RawKeyPair pair, Provider provider, Curve curve) {
    this.name = name;
    this.pair = pair;
    this.provider = provider;
    this.curve = curve;
  }

  @Override
  public final KeyRef ref() {
    return name.ref();
  }

  @Override
  public final Provider provider() {
    return provider;
  }

  /** {@code EC}, {@code EdDSA} or {@code XDH}. */
  @Override
  public final String getAlgorithm() {
    if (curve.isNist()) {
      return "EC";
    }
    return curve.isEdwards() ? "EdDSA" : "XDH";
  }

  /** How often the private key was used. */
  public final long operations() {
    return operations.get();
  }

  @Override
  public final void destroy() {
    pair.privateKey().destroy();
  }

  @Override
  public final boolean isDestroyed() {
    return pair.privateKey().isDestroyed();
  }

  /** Identity: two handles are the same key only if they are the same handle. */
  @Override
  public final boolean equals(Object other) {
    return this == other;
  }

  @Override
  public final int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public final String toString() {
    return ref() + (isDestroyed() ? " (destroyed)" : "");
  }

  /** The raw pair, for one use. */
  final RawKeyPair use() {
    if (isDestroyed()) {
      throw new KeyDestroyedException(ref());
    }
    operations.incrementAndGet();
    return pair;
  }

  final RawKeyPair pair() {
    return pair;
  }

  @SuppressWarnings("UnusedMethod") // called by serialization
  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a private key");
  }
}
