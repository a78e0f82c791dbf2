package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import java.nio.ByteBuffer;

/**
 * What is known of a scope as a whole, 80 bytes in this order: the stamp, the life (drawn when the
 * scope is made, so that rows of an earlier scope of that name do not open in it), the digest and
 * number of its rows, and the count of the store's guard when the scope was made. Those of format 1
 * lack the last.
 */
record ScopeHeader(Bytes stamp, Bytes life, RowDigest digest, long madeAt) {
  static final int STAMP = 16;
  static final int LIFE = 16;
  private static final int LENGTH = STAMP + LIFE + RowDigest.LENGTH + 2 * Long.BYTES;

  ScopeHeader with(Bytes newStamp) {
    return new ScopeHeader(newStamp, life, digest, madeAt);
  }

  ScopeHeader with(RowDigest newDigest) {
    return new ScopeHeader(stamp, life, newDigest, madeAt);
  }

  byte[] encode() {
    return ByteBuffer.allocate(LENGTH)
        .put(stamp.toByteArray())
        .put(life.toByteArray())
        .put(digest.sum().toByteArray())
        .putLong(digest.count())
        .putLong(madeAt)
        .array();
  }

  /** Reads one that was authenticated, so that its form is not in doubt. */
  static ScopeHeader decode(Secret encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded.expose());
    return new ScopeHeader(
        take(in, STAMP),
        take(in, LIFE),
        new RowDigest(take(in, RowDigest.LENGTH), in.getLong()),
        in.hasRemaining() ? in.getLong() : 0);
  }

  private static Bytes take(ByteBuffer in, int length) {
    byte[] out = new byte[length];
    in.get(out);
    return Bytes.wrap(out);
  }
}
