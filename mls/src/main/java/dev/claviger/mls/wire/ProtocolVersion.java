package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A code point of the IANA registry "MLS Protocol Versions" (RFC 9420 §6), an unsigned 16-bit
 * number. Unknown and GREASE values are as good as the known ones: they survive a round trip.
 *
 * <pre>enum { reserved(0), mls10(1), (65535) } ProtocolVersion;</pre>
 */
public record ProtocolVersion(int value) implements TlsStruct {
  public static final ProtocolVersion MLS10 = new ProtocolVersion(0x0001);

  /**
   * @throws IllegalArgumentException if the value does not fit 16 bits
   */
  public ProtocolVersion {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("a code point has 16 bits, not " + value);
    }
  }

  public static ProtocolVersion read(TlsReader r) {
    return new ProtocolVersion(r.uint16("ProtocolVersion"));
  }

  @Override
  public void write(TlsWriter w) {
    w.uint16(value);
  }

  /** The code point as the RFC writes it. */
  @Override
  public String toString() {
    return String.format("0x%04X", value);
  }
}
