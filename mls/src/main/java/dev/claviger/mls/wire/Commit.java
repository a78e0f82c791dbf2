package dev.claviger.mls.wire;

import dev.claviger.crypto.Bytes;
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
 *
 * <p>Its encoding is kept beside it: it is signed, hashed into the transcript and encrypted.
 */
public final class Commit implements Content {
  private final List<ProposalOrRef> proposals;
  private final Optional<UpdatePath> path;
  private final Bytes encoded;

  public Commit(List<ProposalOrRef> proposals, Optional<UpdatePath> path) {
    this(proposals, path, new TlsWriter().list(proposals).optional(path).toBytes());
  }

  private Commit(List<ProposalOrRef> proposals, Optional<UpdatePath> path, Bytes encoded) {
    this.proposals = List.copyOf(proposals);
    this.path = path;
    this.encoded = encoded;
  }

  public static Commit read(TlsReader r) {
    int start = r.position();
    List<ProposalOrRef> proposals = r.list("Commit.proposals", ProposalOrRef::read);
    Optional<UpdatePath> path = r.optional("Commit.path", UpdatePath::read);
    return new Commit(proposals, path, Bytes.wrap(r.since(start)));
  }

  public List<ProposalOrRef> proposals() {
    return proposals;
  }

  /** Where there is none, all proposals are of kinds that need none. */
  public Optional<UpdatePath> path() {
    return path;
  }

  @Override
  public ContentType contentType() {
    return ContentType.COMMIT;
  }

  @Override
  public Bytes encode() {
    return encoded;
  }

  @Override
  public void write(TlsWriter w) {
    w.fixed(encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Commit that && encoded.equals(that.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  @Override
  public String toString() {
    return "Commit[proposals=" + proposals + ", path=" + path + "]";
  }
}
