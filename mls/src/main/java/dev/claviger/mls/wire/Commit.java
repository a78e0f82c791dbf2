package dev.claviger.mls.wire;

import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;
import java.util.Optional;

/**
 * What begins a new epoch (RFC 9420 §12.4).
 *
 * <pre>
 * struct {
 *     ProposalOrRef proposals&lt;V&gt;;
 *     optional&lt;UpdatePath&gt; path;
 * } Commit;
 * </pre>
 */
public record Commit(List<ProposalOrRef> proposals, Optional<UpdatePath> path) implements Content {
  public Commit {
    proposals = List.copyOf(proposals);
  }

  public static Commit read(TlsReader r) {
    return new Commit(
        r.list("Commit.proposals", ProposalOrRef::read),
        r.optional("Commit.path", UpdatePath::read));
  }

  @Override
  public ContentType contentType() {
    return ContentType.COMMIT;
  }

  @Override
  public void write(TlsWriter w) {
    w.list(proposals).optional(path);
  }
}
