package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * The hash that a Welcome uses to say which KeyPackage it answers (RFC 9420 §5.2).
 *
 * <pre>HashReference KeyPackageRef;</pre>
 */
public record KeyPackageRef(Bytes value) implements TlsStruct {
  public static KeyPackageRef read(TlsReader r) {
    return new KeyPackageRef(r.opaque("KeyPackageRef"));
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
