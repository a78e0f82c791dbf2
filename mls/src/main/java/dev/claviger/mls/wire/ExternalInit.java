package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;

/**
 * Carries the init secret of one who joins by an external Commit (RFC 9420 §12.1.6).
 *
 * <pre>
 * struct {
 *   opaque kem_output&lt;V&gt;;
 * } ExternalInit;
 * </pre>
 */
public record ExternalInit(Bytes kemOutput) implements Proposal {
  public static ExternalInit read(TlsReader r) {
    return new ExternalInit(r.opaque("ExternalInit.kem_output"));
  }

  @Override
  public ProposalType proposalType() {
    return ProposalType.EXTERNAL_INIT;
  }

  @Override
  public void writeBody(TlsWriter w) {
    w.opaque(kemOutput);
  }
}
