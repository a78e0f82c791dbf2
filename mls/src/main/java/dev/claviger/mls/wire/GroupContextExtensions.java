package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;

/**
 * Replaces the extensions of the group (RFC 9420 §12.1.7).
 *
 * <pre>
 * struct {
 *   Extension extensions&lt;V&gt;;
 * } GroupContextExtensions;
 * </pre>
 */
public record GroupContextExtensions(List<Extension> extensions) implements Proposal {
  public GroupContextExtensions {
    extensions = List.copyOf(extensions);
  }

  public static GroupContextExtensions read(TlsReader r) {
    return new GroupContextExtensions(r.list("GroupContextExtensions.extensions", Extension::read));
  }

  @Override
  public ProposalType proposalType() {
    return ProposalType.GROUP_CONTEXT_EXTENSIONS;
  }

  @Override
  public void writeBody(TlsWriter w) {
    w.list(extensions);
  }
}
