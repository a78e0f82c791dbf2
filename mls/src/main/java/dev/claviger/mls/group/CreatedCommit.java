package dev.claviger.mls.group;

import dev.claviger.mls.wire.MlsMessage;
import java.util.Optional;

/**
 * A Commit of ours that the Delivery Service has not ordered yet (RFC 9420 §14).
 *
 * @param message for the members
 * @param welcome for those who are added, if there are any
 * @param next the epoch that begins if it is accepted; otherwise the caller's to retire
 */
public record CreatedCommit(
    MlsMessage message, Optional<MlsMessage> welcome, GroupState next, CommitEffects effects) {}
