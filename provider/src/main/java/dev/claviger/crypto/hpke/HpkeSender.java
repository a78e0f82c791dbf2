package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/** API SKETCH, BEING IMPLEMENTED. */
public final class HpkeSender implements AutoCloseable {
  HpkeSender() {}

  /** The encapsulated key to send to the recipient. */
  public Bytes enc() {
    throw new UnsupportedOperationException();
  }

  public Bytes seal(Bytes aad, Bytes plaintext) {
    throw new UnsupportedOperationException();
  }

  public Secret export(Bytes exporterContext, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
