package dev.claviger.mls.group;

import dev.claviger.mls.wire.MlsMessage;
import java.util.List;
import java.util.Optional;

/**
 * A Commit of ours that the Delivery Service has not ordered yet (RFC 9420 §14).
 *
 * @param message for the members
 * @param welcomes for those who are added, if there are any: one, or one each
 * @param next the epoch that begins if it is accepted; otherwise the caller's to retire
 */
public record CreatedCommit(
    MlsMessage message, List<MlsMessage> welcomes, GroupState next, CommitEffects effects) {
  public CreatedCommit {
    welcomes = List.copyOf(welcomes);
  }

  /** The first of the Welcomes, which is the only one unless more were asked for. */
  public Optional<MlsMessage> welcome() {
    return welcomes.stream().findFirst();
  }
}
