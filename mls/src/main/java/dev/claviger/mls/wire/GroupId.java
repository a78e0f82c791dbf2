package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * The name of a group, chosen by its creator (RFC 9420 §8.1, §11).
 *
 * <pre>opaque group_id&lt;V&gt;;</pre>
 */
public record GroupId(Bytes value) implements TlsStruct {
  public static GroupId read(TlsReader r) {
    return new GroupId(r.opaque("GroupId"));
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
