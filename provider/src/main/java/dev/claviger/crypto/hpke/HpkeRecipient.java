package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/** API SKETCH, BEING IMPLEMENTED. */
public final class HpkeRecipient implements AutoCloseable {
  HpkeRecipient() {}

  public Bytes open(Bytes aad, Bytes ciphertext) {
    throw new UnsupportedOperationException();
  }

  public Secret export(Bytes exporterContext, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
