package dev.claviger.crypto.hpke;

import dev.claviger.crypto.AuthenticationException;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/**
 * The recipient's encryption context (RFC 9180 §5.2). Thread-safe; close it to zero its keys.
 *
 * <p>With {@link AeadId#EXPORT_ONLY} only {@link #export} works.
 */
public final class HpkeRecipient implements AutoCloseable {
  private final HpkeContext context;

  HpkeRecipient(HpkeContext context) {
    this.context = context;
  }

  /**
   * The next message. One that does not open does not count.
   *
   * @throws AuthenticationException if it is not the next message of this context
   * @throws IllegalStateException if the AEAD is export-only, or the context is closed
   */
  public synchronized Bytes open(Bytes aad, Bytes ciphertext) {
    return context.open(aad, ciphertext);
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
