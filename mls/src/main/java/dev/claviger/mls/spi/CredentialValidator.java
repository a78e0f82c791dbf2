package dev.claviger.mls.spi;

import dev.claviger.crypto.SignaturePublicKey;
import dev.claviger.mls.index.LeafIndex;
import dev.claviger.mls.wire.Credential;
import dev.claviger.mls.wire.CredentialType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Authentication Service of RFC 9420 §5.3.1: it decides whether a credential speaks for a
 * signature key, in the role in which it is presented. Implementations are thread-safe.
 */
public interface CredentialValidator {
  /**
   * Called for every credential that is new to a group, before anything is done with it. An
   * exception thrown here ends the operation and leaves the group as it was.
   */
  Verdict validate(Presented presented);

  /**
   * Called in place of {@link #validate}, once for each operation, with all credentials that are
   * new to the group: those of every member when we join, of every client that a Commit adds. So
   * that thousands can be judged by one query, or side by side. By default, one by one.
   *
   * @return a verdict for each, in the same order
   */
  default List<Verdict> validateAll(List<Presented> presented) {
    // A verdict that is missing accepts nobody; it must come as far as where that is said.
    return presented.stream().map(this::validate).collect(Collectors.toList());
  }

  /** The credential types that this validator can judge; the client's leaves say so. */
  default Set<CredentialType> supportedTypes() {
    return Set.of(CredentialType.BASIC);
  }

  /**
   * Whether two credentials are of the same client: asked when a group is to have the members of
   * another (RFC 9420 §11.2, §11.3). By default, if they are equal.
   */
  default boolean isSameClient(Credential one, Credential other) {
    return one.equals(other);
  }

  /**
   * Takes every basic credential at its word, as RFC 9420 §5.3 has it: a bare assertion. Enough
   * where the Delivery Service authenticates clients, and for a first try.
   */
  static CredentialValidator trustBasic() {
    return presented ->
        presented.credential() instanceof Credential.Basic
            ? new Verdict.Accepted()
            : new Verdict.Rejected("only basic credentials are accepted here");
  }

  /** A credential, the key it is to speak for, and as what. */
  record Presented(Credential credential, SignaturePublicKey signatureKey, Role role) {}

  /** As what a credential is presented (RFC 9420 §5.3.1). */
  sealed interface Role {
    /** One of the members of a group that we are joining. */
    record Member(LeafIndex index) implements Role {}

    /** A client that is being added to a group of ours. */
    record Joiner() implements Role {}

    /** One who may send proposals from outside of the group (§12.1.8.1). */
    record ExternalSender(int index) implements Role {}

    /** A member whose leaf is being replaced: the new credential must be a valid successor. */
    record Successor(LeafIndex index, Credential previous) implements Role {}
  }

  /** What the validator found. */
  sealed interface Verdict {
    record Accepted() implements Verdict {}

    /** The reason ends up in the exception that the caller gets. */
    record Rejected(String reason) implements Verdict {}
  }
}
