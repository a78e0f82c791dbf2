package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.Decoder;
import dev.claviger.mls.codec.TlsReader;

/**
 * Reads structs that are mostly the same as the one before: an encoding that is the last one's,
 * byte for byte, gives the same object. Thread-safe, if the structs are immutable.
 */
final class LastRead<T> {
  /** The longest encoding that is kept, in bytes. */
  private static final int LONGEST = 1024;

  private final Decoder<T> decoder;
  private volatile Known<T> last;

  private record Known<T>(Bytes encoded, T value) {}

  LastRead(Decoder<T> decoder) {
    this.decoder = decoder;
  }

  /**
   * @throws dev.claviger.mls.codec.DecodeException as the decoder does
   */
  T read(TlsReader r) {
    Known<T> known = last;
    if (known != null && r.skip(known.encoded())) {
      return known.value();
    }
    int start = r.position();
    T value = decoder.read(r);
    if (r.position() - start <= LONGEST) {
      last = new Known<>(Bytes.wrap(r.since(start)), value);
    }
    return value;
  }
}
