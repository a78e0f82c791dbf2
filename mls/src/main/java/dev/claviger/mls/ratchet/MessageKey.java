package dev.claviger.mls.ratchet;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.LabelledExpander;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * The key and nonce of one generation, for one message (RFC 9420 §9.1).
 *
 * @param generation an unsigned 32-bit number
 */
public record MessageKey(int generation, Secret key, Secret nonce)
    implements TlsStruct, AutoCloseable {
  static MessageKey read(TlsReader r) {
    return new MessageKey(
        r.uint32("MessageKey.generation"),
        r.secret("MessageKey.key"),
        r.secret("MessageKey.nonce"));
  }

  /**
   * As it is stored.
   *
   * <pre>
   * struct {
   *     uint32 generation;
   *     opaque key&lt;V&gt;;
   *     opaque nonce&lt;V&gt;;
   * } MessageKey;
   * </pre>
   */
  @Override
  public void write(TlsWriter w) {
    w.uint32(generation).secret(key).secret(nonce);
  }

  static MessageKey derive(CipherSuite suite, LabelledExpander ratchetSecret, int generation) {
    return new MessageKey(
        generation,
        ratchetSecret.deriveTreeSecret("key", generation, suite.aead().keyLength()),
        ratchetSecret.deriveTreeSecret("nonce", generation, suite.aead().nonceLength()));
  }

  /** The nonce with the reuse guard over its first four bytes (§6.3.1). */
  public Bytes guardedNonce(Bytes reuseGuard) {
    byte[] guarded = nonce.expose();
    for (int i = 0; i < reuseGuard.length(); i++) {
      guarded[i] ^= (byte) reuseGuard.get(i);
    }
    return Bytes.wrap(guarded);
  }

  @Override
  public void close() {
    key.destroy();
    nonce.destroy();
  }
}
