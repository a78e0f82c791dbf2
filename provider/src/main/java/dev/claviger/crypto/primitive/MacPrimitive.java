package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/** HMAC (RFC 2104). Thread-safe; an empty key is allowed, as RFC 5869 needs it. */
public interface MacPrimitive {
  /** A keyed computation, to be fed and finished once or more; closing it forgets the key. */
  interface Computation extends AutoCloseable, Bytes.Sink {
    /** Writes the MAC of what was fed since the last call and starts over with the same key. */
    void finish(byte[] target, int at);

    @Override
    void close();
  }

  Computation start(Secret key);
}
