package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyRef;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.Provider;
import javax.security.auth.DestroyFailedException;

/** A handle whose encoding nobody may so much as ask for. */
class TripwireHandle implements KeyHandle {
  private static final long serialVersionUID = 1L;

  private final transient KeyHandle handle;
  private final transient Provider provider;

  TripwireHandle(KeyHandle handle, Provider provider) {
    this.handle = handle;
    this.provider = provider;
  }

  final KeyHandle handle() {
    return handle;
  }

  @Override
  public final KeyRef ref() {
    return handle.ref();
  }

  @Override
  public final Provider provider() {
    return provider;
  }

  @Override
  public final String getAlgorithm() {
    return handle.getAlgorithm();
  }

  @Override
  public final byte[] getEncoded() {
    throw new AssertionError("somebody asked " + ref() + " for its encoding");
  }

  @Override
  public final String getFormat() {
    throw new AssertionError("somebody asked " + ref() + " for its format");
  }

  @Override
  public final void destroy() throws DestroyFailedException {
    handle.destroy();
  }

  @Override
  public final boolean isDestroyed() {
    return handle.isDestroyed();
  }

  @Override
  public final String toString() {
    return handle.toString();
  }

  @SuppressWarnings("UnusedMethod") // called by serialization
  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a private key");
  }
}
