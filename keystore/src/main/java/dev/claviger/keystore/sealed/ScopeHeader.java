package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.StateStamp;
import java.nio.ByteBuffer;

/**
 * What is known of a scope as a whole, 72 bytes in this order: the stamp, the life (drawn when the
 * scope is made, so that rows of an earlier scope of that name do not open in it), and the digest
 * and number of its rows.
 */
record ScopeHeader(StateStamp stamp, Bytes life, RowDigest digest) {
  static final int STAMP = 16;
  static final int LIFE = 16;
  private static final int LENGTH = STAMP + LIFE + RowDigest.LENGTH + Long.BYTES;

  byte[] encode() {
    return ByteBuffer.allocate(LENGTH)
        .put(stamp.value().toByteArray())
        .put(life.toByteArray())
        .put(digest.sum().toByteArray())
        .putLong(digest.count())
        .array();
  }

  /** Reads one that was authenticated, so that its form is not in doubt. */
  static ScopeHeader decode(Secret encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded.expose());
    return new ScopeHeader(
        new StateStamp(take(in, STAMP)),
        take(in, LIFE),
        new RowDigest(take(in, RowDigest.LENGTH), in.getLong()));
  }

  private static Bytes take(ByteBuffer in, int length) {
    byte[] out = new byte[length];
    in.get(out);
    return Bytes.wrap(out);
  }
}
