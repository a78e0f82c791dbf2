package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A code point of the IANA registry "MLS Wire Formats" (RFC 9420 §17.2), an unsigned 16-bit number.
 * Unknown and GREASE values are as good as the known ones: they survive a round trip.
 *
 * <pre>uint16 WireFormat;</pre>
 */
public record WireFormat(int value) implements TlsStruct {
  public static final WireFormat PUBLIC_MESSAGE = new WireFormat(0x0001);
  public static final WireFormat PRIVATE_MESSAGE = new WireFormat(0x0002);
  public static final WireFormat WELCOME = new WireFormat(0x0003);
  public static final WireFormat GROUP_INFO = new WireFormat(0x0004);
  public static final WireFormat KEY_PACKAGE = new WireFormat(0x0005);

  /**
   * @throws IllegalArgumentException if the value does not fit 16 bits
   */
  public WireFormat {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("a code point has 16 bits, not " + value);
    }
  }

  public static WireFormat read(TlsReader r) {
    return new WireFormat(r.uint16("WireFormat"));
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
