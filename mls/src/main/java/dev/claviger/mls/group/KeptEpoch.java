package dev.claviger.mls.group;

import java.time.Instant;

/**
 * An epoch that was left and that the group can go back to: all of it, and how it was left. Its
 * secret tree is that which late application data of the epoch are opened with too.
 *
 * @param followed the Commit that ended it here
 * @param left when
 */
public record KeptEpoch(EpochContents contents, FollowedCommit followed, Instant left) {
  public long number() {
    return contents.number();
  }
}
