package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A message authentication code (RFC 9420 §6.1): a confirmation tag or a membership tag.
 *
 * <pre>opaque MAC&lt;V&gt;;</pre>
 */
public record Mac(Bytes value) implements TlsStruct {
  public static Mac read(TlsReader r) {
    return new Mac(r.opaque("Mac"));
  }

  @Override
  public void write(TlsWriter w) {
    w.opaque(value);
  }

  /** In hexadecimal. */
  @Override
  public String toString() {
    return value.toString();
  }
}
