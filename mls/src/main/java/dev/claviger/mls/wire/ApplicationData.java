package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;

/**
 * What the application says to the group (RFC 9420 §6).
 *
 * <pre>opaque application_data&lt;V&gt;;</pre>
 */
public record ApplicationData(Bytes value) implements Content {
  public static ApplicationData read(TlsReader r) {
    return new ApplicationData(r.opaque("FramedContent.application_data"));
  }

  @Override
  public ContentType contentType() {
    return ContentType.APPLICATION;
  }

  @Override
  public void write(TlsWriter w) {
    w.opaque(value);
  }

  /** The length only: what members say to each other does not go into logs. */
  @Override
  public String toString() {
    return "ApplicationData[" + value.length() + " bytes]";
  }
}
