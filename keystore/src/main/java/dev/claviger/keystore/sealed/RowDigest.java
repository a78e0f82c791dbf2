package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;

/**
 * A digest of a set of rows: the exclusive or of a keyed hash of each, and their number. A row
 * costs one hash to enter or leave, however many there are. Forging needs the key, for neither the
 * hashes nor the sum are ever seen in clear.
 */
record RowDigest(Bytes sum, long count) {
  static final int LENGTH = 32;
  static final RowDigest EMPTY = new RowDigest(Bytes.wrap(new byte[LENGTH]), 0);

  RowDigest with(byte[] hash) {
    return new RowDigest(xor(hash), count + 1);
  }

  RowDigest without(byte[] hash) {
    return new RowDigest(xor(hash), count - 1);
  }

  private Bytes xor(byte[] hash) {
    byte[] out = sum.toByteArray();
    for (int i = 0; i < LENGTH; i++) {
      out[i] ^= hash[i];
    }
    return Bytes.wrap(out);
  }
}
