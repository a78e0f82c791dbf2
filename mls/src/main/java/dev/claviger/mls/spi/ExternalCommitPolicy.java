package dev.claviger.mls.spi;

import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.List;
import java.util.Optional;

/**
 * Whether a client may bring itself into a group by an external Commit (RFC 9420 §12.4.3.2). It is
 * asked after the {@link CredentialValidator} has accepted the client. Implementations are
 * thread-safe.
 */
@FunctionalInterface
public interface ExternalCommitPolicy {
  Decision decide(ExternalJoin join);

  /** Whoever has a GroupInfo and a valid credential may join, and may replace its own old leaf. */
  static ExternalCommitPolicy allow() {
    return join -> new Decision.Accepted();
  }

  /** Clients may join, but none may replace a leaf: that takes a member's Remove. */
  static ExternalCommitPolicy allowWithoutResync() {
    return join ->
        join.replaces().isEmpty()
            ? new Decision.Accepted()
            : new Decision.Rejected("replacing a leaf from outside is not allowed here");
  }

  /** Members come by Welcome only. */
  static ExternalCommitPolicy deny() {
    return join -> new Decision.Rejected("external Commits are not allowed here");
  }

  /**
   * A client that lets itself in.
   *
   * @param replaces the leaf that goes, if this is a resync
   * @param psks those that the client proves to know
   */
  record ExternalJoin(
      Credential credential,
      SignaturePublicKey signatureKey,
      Optional<Replaced> replaces,
      List<PreSharedKeyId> psks) {
    public ExternalJoin {
      psks = List.copyOf(psks);
    }
  }

  /** The leaf that a resync removes. */
  record Replaced(LeafIndex index, Credential credential, SignaturePublicKey signatureKey) {}

  /** What the policy says. */
  sealed interface Decision {
    record Accepted() implements Decision {}

    /** The reason ends up in the exception that the caller gets. */
    record Rejected(String reason) implements Decision {}
  }
}
