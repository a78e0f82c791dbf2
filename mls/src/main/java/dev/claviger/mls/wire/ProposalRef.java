package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * The hash that a Commit uses to refer to a proposal sent before (RFC 9420 §5.2).
 *
 * <pre>HashReference ProposalRef;</pre>
 */
public record ProposalRef(Bytes value) implements TlsStruct {
  public static ProposalRef read(TlsReader r) {
    return new ProposalRef(r.opaque("ProposalRef"));
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
