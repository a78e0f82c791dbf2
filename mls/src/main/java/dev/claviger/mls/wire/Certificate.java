package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * One DER-encoded X.509 certificate (RFC 9420 §5.3).
 *
 * <pre>struct { opaque cert_data&lt;V&gt;; } Certificate;</pre>
 */
public record Certificate(Bytes value) implements TlsStruct {
  public static Certificate read(TlsReader r) {
    return new Certificate(r.opaque("Certificate"));
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
