package dev.claviger.mls.group;

import java.util.List;

/**
 * What a Commit changes.
 *
 * @param committer as it is afterwards
 * @param added where the new members sit afterwards
 * @param removed where the members that go sat before
 * @param updated those whose leaf an Update replaces, as they are afterwards
 * @param withPath whether the committer renewed its own keys
 */
public record CommitEffects(
    Seat committer, List<Seat> added, List<Seat> removed, List<Seat> updated, boolean withPath) {
  public CommitEffects {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    updated = List.copyOf(updated);
  }
}
