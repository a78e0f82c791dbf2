package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;

/**
 * Adds the client that published the KeyPackage (RFC 9420 §12.1.1).
 *
 * <pre>
 * struct {
 *     KeyPackage key_package;
 * } Add;
 * </pre>
 */
public record Add(KeyPackage keyPackage) implements Proposal {
  public static Add read(TlsReader r) {
    return new Add(KeyPackage.read(r));
  }

  @Override
  public ProposalType proposalType() {
    return ProposalType.ADD;
  }

  @Override
  public void writeBody(TlsWriter w) {
    w.struct(keyPackage);
  }
}
