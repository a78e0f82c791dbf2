package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A code point of the IANA registry "MLS Extension Types" (RFC 9420 §17.3), an unsigned 16-bit
 * number. Unknown and GREASE values are as good as the known ones: they survive a round trip.
 *
 * <pre>uint16 ExtensionType;</pre>
 */
public record ExtensionType(int value) implements TlsStruct {
  public static final ExtensionType APPLICATION_ID = new ExtensionType(0x0001);
  public static final ExtensionType RATCHET_TREE = new ExtensionType(0x0002);
  public static final ExtensionType REQUIRED_CAPABILITIES = new ExtensionType(0x0003);
  public static final ExtensionType EXTERNAL_PUB = new ExtensionType(0x0004);
  public static final ExtensionType EXTERNAL_SENDERS = new ExtensionType(0x0005);

  /**
   * @throws IllegalArgumentException if the value does not fit 16 bits
   */
  public ExtensionType {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("a code point has 16 bits, not " + value);
    }
  }

  public static ExtensionType read(TlsReader r) {
    return new ExtensionType(r.uint16("ExtensionType"));
  }

  /** Whether every client has it without listing it in its capabilities (§7.2). */
  public boolean isDefault() {
    return value >= APPLICATION_ID.value && value <= EXTERNAL_SENDERS.value;
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
