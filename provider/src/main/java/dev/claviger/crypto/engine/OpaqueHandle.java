package dev.claviger.crypto.engine;

import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyRef;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.Provider;

/**
 * A private key of a vault as Java code holds it: a name, and the provider that can use it. It is
 * not an {@code ECPrivateKey} or the like, because other providers would claim it.
 */
public abstract class OpaqueHandle implements KeyHandle {
  private static final long serialVersionUID = 1L;

  private final transient KeyRef ref;
  private final transient Provider provider;

  protected OpaqueHandle(KeyRef ref, Provider provider) {
    this.ref = ref;
    this.provider = provider;
  }

  @Override
  public final KeyRef ref() {
    return ref;
  }

  @Override
  public final Provider provider() {
    return provider;
  }

  /** Destroys the key where it lives. */
  @Override
  public abstract void destroy();

  @Override
  public final String toString() {
    return "private key " + ref;
  }

  @SuppressWarnings("UnusedMethod") // called by serialization
  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a key handle is named by its KeyRef, not copied");
  }
}
