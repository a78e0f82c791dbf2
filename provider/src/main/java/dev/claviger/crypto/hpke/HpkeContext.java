package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.primitive.AeadPrimitive;

/**
 * The state both sides of an encryption context share (RFC 9180 §5.2): key, base nonce, sequence
 * number and exporter secret. The caller serialises use.
 */
final class HpkeContext implements AutoCloseable {
  private final Hpke hpke;
  private final Secret key;
  private final Secret baseNonce;
  private final Secret exporterSecret;
  private long sequence;

  HpkeContext(Hpke hpke, Secret secret, Bytes context) {
    KeySchedule schedule = hpke.schedule();
    this.hpke = hpke;
    this.key = schedule.key(secret, context);
    this.baseNonce = schedule.baseNonce(secret, context);
    this.exporterSecret = schedule.exporterSecret(secret, context);
  }

  Bytes seal(Bytes aad, Bytes plaintext) {
    Bytes sealed = Bytes.wrap(aead().seal(key, nonce(), aad, plaintext));
    sequence++;
    return sealed;
  }

  /** A ciphertext that does not open leaves the sequence number where it was. */
  Bytes open(Bytes aad, Bytes ciphertext) {
    Bytes opened = Bytes.wrap(aead().open(key, nonce(), aad, ciphertext));
    sequence++;
    return opened;
  }

  Secret export(Bytes exporterContext, int length) {
    return hpke.schedule().export(exporterSecret, exporterContext, length);
  }

  @Override
  public void close() {
    key.destroy();
    baseNonce.destroy();
    exporterSecret.destroy();
  }

  private AeadPrimitive aead() {
    return hpke.aeadPrimitive();
  }

  /** ComputeNonce: the base nonce XOR the sequence number. */
  private Bytes nonce() {
    if (sequence == Long.MAX_VALUE) {
      throw new IllegalStateException("the HPKE context has sealed all the messages it can");
    }
    byte[] nonce = baseNonce.expose();
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[nonce.length - 1 - i] ^= (byte) (sequence >>> (8 * i));
    }
    return Bytes.wrap(nonce);
  }
}
