package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreScope;
import java.nio.ByteBuffer;
import java.sql.SQLException;

/**
 * What a store itself says of a guard's counter, sealed, in the line of the store: the generation
 * that it is sealed under in clear, then sealed the two numbers.
 *
 * @param count that the guard was last advanced to, or is about to be
 * @param restoredAt the count that was written when the store was last found to be restored; 0 if
 *     it never was, or that was handled. It is higher than any count that the store had before
 */
record RollbackMark(long count, long restoredAt) {
  static final RollbackMark NONE = new RollbackMark(0, 0);

  /** In place of one that was changed: every scope is from before. */
  static final RollbackMark UNREADABLE = new RollbackMark(0, Long.MAX_VALUE);

  private static final int LENGTH = 2 * Long.BYTES;

  /** Whether a scope that was made at a count is from before the restoration. */
  boolean isRestored(long madeAt) {
    return madeAt < restoredAt;
  }

  boolean isRestored() {
    return restoredAt != 0;
  }

  /** The mark of a store as it is stored; empty if it never met a guard. */
  static Bytes find(Statements statements, long store, String suffix) throws SQLException {
    return Sql.list(
            statements,
            result -> bytes(result.getBytes(1)),
            "SELECT guard FROM claviger_store WHERE id = ?" + suffix,
            store)
        .get(0);
  }

  static Bytes bytes(byte[] guard) {
    return guard == null ? Bytes.empty() : Bytes.wrap(guard);
  }

  /**
   * The generation that a mark is sealed under, which its keys must know before it is opened.
   *
   * @throws StoreDamagedException if it is no mark
   */
  static long generation(Bytes stored) {
    if (stored.length() < Long.BYTES) {
      throw new StoreDamagedException(StoreScope.CLIENT, "the mark of its guard was changed");
    }
    return ByteBuffer.wrap(stored.toByteArray()).getLong();
  }

  /** Opens it; of format 1, whether the store was restored is one byte. */
  static RollbackMark open(Bytes stored, StoreKeys keys) {
    if (stored.isEmpty()) {
      return NONE;
    }
    Sealer sealer = keys.sealer(generation(stored));
    byte[] sealed = stored.slice(Long.BYTES, stored.length()).toByteArray();
    try (Secret opened = sealer.openMark(sealed)) {
      ByteBuffer fields = ByteBuffer.wrap(opened.expose());
      long count = fields.getLong();
      if (fields.remaining() == Long.BYTES) {
        return new RollbackMark(count, fields.getLong());
      }
      return new RollbackMark(count, fields.get() == 0 ? 0 : count);
    }
  }

  void write(Statements statements, long store, StoreKeys keys) throws SQLException {
    Sealer sealer = keys.sealer();
    byte[] sealed =
        sealer.sealMark(ByteBuffer.allocate(LENGTH).putLong(count).putLong(restoredAt).array());
    byte[] stored =
        ByteBuffer.allocate(Long.BYTES + sealed.length)
            .putLong(sealer.generation())
            .put(sealed)
            .array();
    Sql.run(statements, "UPDATE claviger_store SET guard = ? WHERE id = ?", stored, store);
  }
}
