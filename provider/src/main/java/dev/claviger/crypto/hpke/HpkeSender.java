package dev.claviger.crypto.hpke;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/**
 * The sender's encryption context (RFC 9180 §5.2). Thread-safe; close it to zero its keys.
 *
 * <p>With {@link AeadId#EXPORT_ONLY} only {@link #export} works.
 */
public final class HpkeSender implements AutoCloseable {
  private final Bytes enc;
  private final HpkeContext context;

  HpkeSender(Bytes enc, HpkeContext context) {
    this.enc = enc;
    this.context = context;
  }

  /** The encapsulated key to send to the recipient, Nenc bytes. */
  public Bytes enc() {
    return enc;
  }

  /**
   * The next message: ciphertext and tag.
   *
   * @throws IllegalStateException if the AEAD is export-only, or the context is closed
   */
  public synchronized Bytes seal(Bytes aad, Bytes plaintext) {
    return context.seal(aad, plaintext);
  }

  /** A secret bound to the context (§5.3). */
  public synchronized Secret export(Bytes exporterContext, int length) {
    return context.export(exporterContext, length);
  }

  @Override
  public synchronized void close() {
    context.close();
  }
}
