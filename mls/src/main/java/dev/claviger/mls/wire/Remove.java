package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import dev.claviger.mls.index.LeafIndex;

/**
 * Removes the member at a leaf (RFC 9420 §12.1.3).
 *
 * <pre>
 * struct {
 *     uint32 removed;
 * } Remove;
 * </pre>
 */
public record Remove(LeafIndex removed) implements Proposal {
  public static Remove read(TlsReader r) {
    return new Remove(new LeafIndex(r.uint32("Remove.removed")));
  }

  @Override
  public ProposalType proposalType() {
    return ProposalType.REMOVE;
  }

  @Override
  public void writeBody(TlsWriter w) {
    w.uint32(removed.value());
  }
}
