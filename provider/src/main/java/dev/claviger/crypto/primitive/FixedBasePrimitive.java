package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/** Multiplication of a curve's base point (RFC 9180 §4: pk(skX)). Thread-safe. */
public interface FixedBasePrimitive {
  /** The public key, in its MLS encoding, of a valid raw private key. */
  Bytes publicKey(Secret privateKey);
}
