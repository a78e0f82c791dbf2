package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A code point of the IANA registry "MLS Proposal Types" (RFC 9420 §17.4), an unsigned 16-bit
 * number. Unknown and GREASE values are as good as the known ones: they survive a round trip.
 *
 * <pre>uint16 ProposalType;</pre>
 */
public record ProposalType(int value) implements TlsStruct {
  public static final ProposalType ADD = new ProposalType(0x0001);
  public static final ProposalType UPDATE = new ProposalType(0x0002);
  public static final ProposalType REMOVE = new ProposalType(0x0003);
  public static final ProposalType PSK = new ProposalType(0x0004);
  public static final ProposalType REINIT = new ProposalType(0x0005);
  public static final ProposalType EXTERNAL_INIT = new ProposalType(0x0006);
  public static final ProposalType GROUP_CONTEXT_EXTENSIONS = new ProposalType(0x0007);

  /**
   * @throws IllegalArgumentException if the value does not fit 16 bits
   */
  public ProposalType {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("a code point has 16 bits, not " + value);
    }
  }

  public static ProposalType read(TlsReader r) {
    return new ProposalType(r.uint16("ProposalType"));
  }

  /** Whether every client has it without listing it in its capabilities (§7.2). */
  public boolean isDefault() {
    return value >= ADD.value && value <= GROUP_CONTEXT_EXTENSIONS.value;
  }

  /**
   * Whether one of the {@code external_senders} may send it (§12.1.8, column "Ext" of §17.4). A
   * type this registry does not know may not.
   */
  public boolean isAllowedFromOutside() {
    return isDefault() && !equals(UPDATE) && !equals(EXTERNAL_INIT);
  }

  /**
   * Whether a Commit that covers such a proposal needs a path (§12.4, column "Path" of §17.4). A
   * type this registry does not know needs one: that is the safe side.
   */
  public boolean requiresPath() {
    return !(equals(ADD) || equals(PSK) || equals(REINIT));
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
