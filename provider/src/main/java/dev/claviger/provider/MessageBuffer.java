package dev.claviger.provider;

import dev.claviger.crypto.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What {@code update} calls have given so far; it is wiped when it is taken or dropped. */
final class MessageBuffer extends ByteArrayOutputStream {
  /** All of it; the buffer is empty afterwards. */
  Bytes take() {
    Bytes taken = Bytes.wrap(toByteArray());
    drop();
    return taken;
  }

  void drop() {
    Arrays.fill(buf, 0, count, (byte) 0);
    reset();
  }
}
