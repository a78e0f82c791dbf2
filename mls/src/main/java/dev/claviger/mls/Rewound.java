package dev.claviger.mls;

import dev.claviger.crypto.Lists;
import dev.claviger.mls.group.GivenUpEpoch;
import java.util.List;

/**
 * What {@link Group#rewind} has come to.
 *
 * @param epoch that the group is in again
 * @param givenUp the epochs that came after it, the oldest first: what was sent and received in
 *     them was said in a group that the others may never have been in, or have left
 */
public record Rewound(Epoch epoch, List<GivenUp> givenUp) {
  public Rewound {
    givenUp = List.copyOf(givenUp);
  }

  /**
   * An epoch that is no more.
   *
   * @param epoch an unsigned 64-bit number
   * @param changes of the Commit that had begun it
   */
  public record GivenUp(long epoch, EpochChanges changes) {
    static List<GivenUp> of(List<GivenUpEpoch> epochs) {
      return Lists.map(epochs, one -> new GivenUp(one.number(), EpochChanges.of(one.effects())));
    }
  }
}
