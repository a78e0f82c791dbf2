package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A proposal of a type that RFC 9420 does not define (§13.2). Nothing in a Proposal says where it
 * ends, so its content is one vector here, as other stacks have it too.
 *
 * <pre>opaque content&lt;V&gt;;</pre>
 */
public record CustomProposal(ProposalType proposalType, Bytes content) implements Proposal {
  static CustomProposal read(TlsReader r, ProposalType type) {
    return new CustomProposal(type, r.opaque("Proposal.content"));
  }

  @Override
  public void writeBody(TlsWriter w) {
    w.opaque(content);
  }
}
