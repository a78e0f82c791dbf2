package dev.claviger.crypto.audit;

import dev.claviger.crypto.Bytes;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The epoch of a group for which keys are used on this thread, so that an event can name it.
 *
 * @param epoch an unsigned 64-bit number
 */
public record GroupEpoch(Bytes groupId, long epoch) {
  private static final ThreadLocal<GroupEpoch> CURRENT = new ThreadLocal<>();

  /** The one that the caller works for, if it said so. */
  public static Optional<GroupEpoch> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Does something for this epoch. */
  public <T> T during(Supplier<T> action) {
    GroupEpoch outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return action.get();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }
}
