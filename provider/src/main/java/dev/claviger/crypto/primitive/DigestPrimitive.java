package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;

/** A hash function. Thread-safe. */
public interface DigestPrimitive {
  /** The hash of the concatenation of the parts. */
  Bytes digest(Bytes... parts);
}
