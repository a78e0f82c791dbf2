package dev.claviger.mls.group;

import dev.claviger.crypto.Secret;
import dev.claviger.mls.wire.GroupId;
import dev.claviger.mls.wire.PreSharedKeyId;
import java.util.List;
import java.util.Optional;

/** Where pre-shared keys are found (RFC 9420 §8.4). */
@FunctionalInterface
public interface PskLookup {
  /** No PSK is at hand: every Commit or Welcome that asks for one is refused. */
  PskLookup NONE = id -> Optional.empty();

  /** A copy of the key, the caller's to destroy. */
  Optional<Secret> find(PreSharedKeyId id);

  /**
   * The epoch that a resumption PSK is of, for a group that comes from it (§11.2, §11.3); the
   * caller's to close.
   */
  default Optional<Origin> origin(PreSharedKeyId.Resumption id) {
    return Optional.empty();
  }

  /** An epoch has begun: its resumption PSK may be asked for later (§8.6). */
  default void entered(GroupState epoch) {}

  /** The group has gone back to an epoch: those after it never were. */
  default void rewound(GroupState epoch) {}

  /** The epochs of a group whose resumption PSKs are kept, the oldest first: not the caller's. */
  default List<Origin> kept(GroupId groupId) {
    return List.of();
  }

  /** What was stored of a group takes the place of what is known of it; takes the PSKs over. */
  default void restored(GroupId groupId, List<Origin> epochs) {
    epochs.forEach(Origin::close);
  }

  /** We are in a group no longer. */
  default void left(GroupId groupId) {}
}
