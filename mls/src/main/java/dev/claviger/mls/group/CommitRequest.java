package dev.claviger.mls.group;

import dev.claviger.crypto.Bytes;
import dev.claviger.mls.wire.Proposal;
import java.util.List;
import java.util.Optional;

/**
 * What a Commit of ours is to do.
 *
 * @param proposals by value, in this order
 * @param pending those to cover by reference, as far as they are valid
 * @param forcePath renew our own keys even where RFC 9420 §12.4 would let the path be omitted
 * @param authenticatedData sent in clear, and signed
 * @param rotation whom our leaf is to name from the next epoch on, if not the same; needs a path
 * @param welcome the form of the Welcome
 * @param origin links a group in its first Commit to the one that it comes from
 */
public record CommitRequest(
    List<Proposal> proposals,
    List<QueuedProposal> pending,
    boolean forcePath,
    Bytes authenticatedData,
    Optional<Identity> rotation,
    WelcomeForm welcome,
    Optional<OriginPsk> origin) {
  public CommitRequest {
    proposals = List.copyOf(proposals);
    pending = List.copyOf(pending);
  }

  /** With nothing pending, and all else as is usual. */
  public CommitRequest(List<Proposal> proposals, boolean forcePath, Bytes authenticatedData) {
    this(
        proposals,
        List.of(),
        forcePath,
        authenticatedData,
        Optional.empty(),
        WelcomeForm.DEFAULT,
        Optional.empty());
  }

  /** The first Commit of a group that comes from another. */
  public static CommitRequest linkedTo(
      OriginPsk origin, List<Proposal> adds, boolean forcePath, WelcomeForm welcome) {
    return new CommitRequest(
        adds, List.of(), forcePath, Bytes.empty(), Optional.empty(), welcome, Optional.of(origin));
  }

  boolean asksForPath() {
    return forcePath || rotation.isPresent();
  }
}
