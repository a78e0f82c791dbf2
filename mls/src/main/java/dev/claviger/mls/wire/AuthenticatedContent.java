package dev.claviger.mls.wire;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;
import dev.claviger.mls.codec.TlsWriter;

/**
 * A message with what authenticates it, whatever it travels as (RFC 9420 §6).
 *
 * <pre>
 * struct {
 *     WireFormat wire_format;
 *     FramedContent content;
 *     FramedContentAuthData auth;
 * } AuthenticatedContent;
 * </pre>
 */
public record AuthenticatedContent(
    WireFormat wireFormat, FramedContent content, FramedContentAuthData auth) implements TlsStruct {
  private static final String REF_LABEL = "MLS 1.0 Proposal Reference";

  public static AuthenticatedContent read(TlsReader r) {
    WireFormat wireFormat = WireFormat.read(r);
    FramedContent content = FramedContent.read(r);
    return new AuthenticatedContent(
        wireFormat, content, FramedContentAuthData.read(r, content.content().contentType()));
  }

  @Override
  public void write(TlsWriter w) {
    w.struct(wireFormat).struct(content).struct(auth);
  }

  /** MakeProposalRef (§5.2). */
  public ProposalRef proposalRef(CipherSuite suite) {
    return new ProposalRef(suite.refHash(REF_LABEL, encode()));
  }
}
