package dev.claviger.mls.group;

import dev.claviger.mls.wire.MlsMessage;
import java.util.Optional;

/** A Commit for an epoch that was left and is kept (RFC 9420 §14): verified, and not followed. */
final class ForkedCommit {
  private ForkedCommit() {}

  /**
   * @throws dev.claviger.mls.rule.ValidationException if it breaks a rule in that epoch
   */
  static Incoming receive(KeptEpoch of, MlsMessage commit) {
    EpochContents contents = of.contents();
    GroupState state = contents.state();
    if (FollowedCommit.digest(state.client().suite(), commit).equals(of.followed().digest())) {
      return new Incoming.Repeated(of);
    }
    Optional<OpenCommit> own =
        contents.pending().stream().filter(waiting -> waiting.isOf(commit)).findFirst();
    if (own.isPresent()) {
      return new Incoming.Forked(
          of, own.get().created().effects(), false, true, own.get().authenticatedData());
    }
    Incoming.Committed other = (Incoming.Committed) Reception.verify(contents, commit);
    if (other.outcome() instanceof CommitOutcome.Advanced advanced) {
      advanced.next().discardFor(state);
    }
    return new Incoming.Forked(
        of,
        other.outcome().effects(),
        other.outcome() instanceof CommitOutcome.Evicted,
        false,
        other.authenticatedData());
  }
}
