package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A code point of the IANA registry "MLS Credential Types" (RFC 9420 §17.5), an unsigned 16-bit
 * number. Unknown and GREASE values are as good as the known ones: they survive a round trip.
 *
 * <pre>uint16 CredentialType;</pre>
 */
public record CredentialType(int value) implements TlsStruct {
  public static final CredentialType BASIC = new CredentialType(0x0001);
  public static final CredentialType X509 = new CredentialType(0x0002);

  /**
   * @throws IllegalArgumentException if the value does not fit 16 bits
   */
  public CredentialType {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("a code point has 16 bits, not " + value);
    }
  }

  public static CredentialType read(TlsReader r) {
    return new CredentialType(r.uint16("CredentialType"));
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
