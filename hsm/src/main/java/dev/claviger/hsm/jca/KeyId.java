package dev.claviger.hsm.jca;

import dev.claviger.crypto.Bytes;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/**
 * CKA_ID of our keys: a UUID of version 7 (RFC 9562 §5.7), 16 bytes of which the first six are the
 * time in milliseconds. Tokens do not tell when an object was made; its name does.
 */
final class KeyId {
  private static final int LENGTH = 16;
  private static final int TIME_BITS = 48;
  private static final int VERSION = 7;

  private KeyId() {}

  static Bytes fresh(SecureRandom random) {
    byte[] id = new byte[LENGTH];
    random.nextBytes(id);
    byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(System.currentTimeMillis()).array();
    System.arraycopy(time, 2, id, 0, TIME_BITS / Byte.SIZE);
    id[6] = (byte) ((VERSION << 4) | (id[6] & 0x0F));
    id[8] = (byte) (0x80 | (id[8] & 0x3F));
    return Bytes.wrap(id);
  }

  /** When it was made; empty for an id of another form. */
  static Optional<Instant> made(Bytes id) {
    if (id.length() != LENGTH || id.get(6) >> 4 != VERSION || id.get(8) >> 6 != 0b10) {
      return Optional.empty();
    }
    long first = ByteBuffer.wrap(id.toByteArray()).getLong();
    return Optional.of(Instant.ofEpochMilli(first >>> (Long.SIZE - TIME_BITS)));
  }
}
