package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsStruct;

/** The alternatives of {@code FramedContent.content_type} (RFC 9420 §6). */
public sealed interface Content extends TlsStruct permits ApplicationData, Proposal, Commit {
  ContentType contentType();

  static Content read(TlsReader r, ContentType type) {
    return switch (type) {
      case APPLICATION -> ApplicationData.read(r);
      case PROPOSAL -> Proposal.read(r);
      case COMMIT -> Commit.read(r);
    };
  }
}
