package dev.claviger.keystore.sealed;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.spi.StoreDamagedException;
import dev.claviger.mls.spi.StoreScope;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a store itself says of a guard's counter, sealed, in the line of the store: the generation
 * that it is sealed under in clear, then sealed the count and whether the store was restored.
 *
 * @param count that the guard was last advanced to, or is about to be
 */
record RollbackMark(long count, boolean restored) {
  private static final int LENGTH = Long.BYTES + 1;

  /** The mark of a store; zero if it never met a guard. */
  static RollbackMark read(Connection connection, long store, StoreKeys keys, String suffix)
      throws SQLException {
    byte[] stored =
        Sql.list(
                connection,
                result -> result.getBytes(1) == null ? new byte[0] : result.getBytes(1),
                "SELECT guard FROM claviger_store WHERE id = ?" + suffix,
                store)
            .get(0);
    if (stored.length == 0) {
      return new RollbackMark(0, false);
    }
    if (stored.length < Long.BYTES) {
      throw new StoreDamagedException(StoreScope.CLIENT, "the mark of its guard was changed");
    }
    ByteBuffer in = ByteBuffer.wrap(stored);
    byte[] sealed = new byte[stored.length - Long.BYTES];
    try (Secret opened = opened(in, sealed, keys)) {
      ByteBuffer fields = ByteBuffer.wrap(opened.expose());
      return new RollbackMark(fields.getLong(), fields.get() != 0);
    }
  }

  private static Secret opened(ByteBuffer in, byte[] sealed, StoreKeys keys) {
    Sealer sealer = keys.sealer(in.getLong());
    in.get(sealed);
    return sealer.openMark(sealed);
  }

  void write(Connection connection, long store, StoreKeys keys) throws SQLException {
    Sealer sealer = keys.sealer();
    byte[] fields =
        ByteBuffer.allocate(LENGTH).putLong(count).put((byte) (restored ? 1 : 0)).array();
    byte[] sealed = sealer.sealMark(fields);
    byte[] stored =
        ByteBuffer.allocate(Long.BYTES + sealed.length)
            .putLong(sealer.generation())
            .put(sealed)
            .array();
    Sql.run(connection, "UPDATE claviger_store SET guard = ? WHERE id = ?", stored, store);
  }
}
