package dev.claviger.mls.stored;

import dev.claviger.mls.group.GroupContents;
import java.util.function.Function;

/** Where the contents of one group are kept. Confined like the group. */
public interface KeptGroup {
  /** What is so now, of what other processes have done too; to be looked at and not changed. */
  GroupContents contents();

  /**
   * Makes a change that is kept when this returns. If it throws, or cannot be kept, the group is as
   * it was, and the keys that were made meanwhile are gone.
   *
   * @throws dev.claviger.mls.spi.StoreException if it cannot be kept
   */
  <T> T change(Function<GroupContents, T> action);

  /**
   * Has leave to send application data with at least one more key. That is all of sending that is
   * kept: see {@link dev.claviger.mls.ratchet.SecretTree#reserve}.
   *
   * @return the contents to send from
   */
  GroupContents readyToSend();

  /**
   * Whether anything may be signed or encrypted for the group, by the {@link #contents} that were
   * asked for last: nothing is read anew, for who asks this holds them.
   *
   * @throws dev.claviger.mls.spi.StoreRestoredException if what is kept is from before a
   *     restoration
   */
  void checkMaySend();

  /** We have joined the same group anew: what was is given up for that, in one change. */
  void replace(GroupContents next);

  /** Takes the group out of memory if it is kept elsewhere; otherwise it ends. */
  void close();
}
