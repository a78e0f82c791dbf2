package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;

/**
 * Replaces the sender's leaf (RFC 9420 §12.1.2).
 *
 * <pre>
 * struct {
 *     LeafNode leaf_node;
 * } Update;
 * </pre>
 */
public record Update(LeafNode leafNode) implements Proposal {
  public static Update read(TlsReader r) {
    return new Update(LeafNode.read(r));
  }

  @Override
  public ProposalType proposalType() {
    return ProposalType.UPDATE;
  }

  @Override
  public void writeBody(TlsWriter w) {
    w.struct(leafNode);
  }
}
