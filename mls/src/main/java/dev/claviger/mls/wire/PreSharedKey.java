package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;

/**
 * Injects a pre-shared key (RFC 9420 §12.1.4).
 *
 * <pre>
 * struct {
 *     PreSharedKeyID psk;
 * } PreSharedKey;
 * </pre>
 */
public record PreSharedKey(PreSharedKeyId psk) implements Proposal {
  public static PreSharedKey read(TlsReader r) {
    return new PreSharedKey(PreSharedKeyId.read(r));
  }

  @Override
  public ProposalType proposalType() {
    return ProposalType.PSK;
  }

  @Override
  public void writeBody(TlsWriter w) {
    w.struct(psk);
  }
}
