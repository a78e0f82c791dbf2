package dev.claviger.mls.wire;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.codec.TlsReader;
import dev.claviger.mls.codec.TlsWriter;
import java.util.List;
import java.util.Optional;

/**
 * The secrets that a Welcome brings to one new member (RFC 9420 §12.4.3.1).
 *
 * <pre>
 * struct {
 *   opaque path_secret&lt;V&gt;;
 * } PathSecret;
 *
 * struct {
 *   opaque joiner_secret&lt;V&gt;;
 *   optional&lt;PathSecret&gt; path_secret;
 *   PreSharedKeyID psks&lt;V&gt;;
 * } GroupSecrets;
 * </pre>
 */
public record GroupSecrets(
    Secret joinerSecret, Optional<Secret> pathSecret, List<PreSharedKeyId> psks)
    implements AutoCloseable {
  public GroupSecrets {
    psks = List.copyOf(psks);
  }

  public static GroupSecrets read(TlsReader r) {
    return new GroupSecrets(
        r.secret("GroupSecrets.joiner_secret"),
        r.optional("GroupSecrets.path_secret", in -> in.secret("PathSecret.path_secret")),
        r.list("GroupSecrets.psks", PreSharedKeyId::read));
  }

  /** The encoding; the fields stay alive. */
  public Secret encode() {
    TlsWriter w = new TlsWriter();
    w.secret(joinerSecret).uint8(pathSecret.isPresent() ? 1 : 0);
    pathSecret.ifPresent(w::secret);
    w.list(psks);
    return w.toSecret();
  }

  /** Zeroes both secrets. */
  @Override
  public void close() {
    joinerSecret.destroy();
    pathSecret.ifPresent(Secret::destroy);
  }
}
