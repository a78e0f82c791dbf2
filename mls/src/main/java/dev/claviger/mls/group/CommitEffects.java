package dev.claviger.mls.group;

import dev.claviger.mls.wire.ReInit;
import java.util.List;
import java.util.Optional;

/**
 * What a Commit changes.
 *
 * @param committer as it is afterwards
 * @param added where the new members sit afterwards
 * @param removed where the members that go sat before
 * @param updated those whose leaf an Update replaces, as they are afterwards
 * @param withPath whether the committer renewed its own keys
 * @param reInit the parameters of the group that takes the place of this one, if it ends here
 */
public record CommitEffects(
    Seat committer,
    List<Seat> added,
    List<Seat> removed,
    List<Seat> updated,
    boolean withPath,
    Optional<ReInit> reInit) {
  /** Of a Commit that goes on in the same group. */
  public CommitEffects(
      Seat committer, List<Seat> added, List<Seat> removed, List<Seat> updated, boolean withPath) {
    this(committer, added, removed, updated, withPath, Optional.empty());
  }

  public CommitEffects {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    updated = List.copyOf(updated);
  }
}
