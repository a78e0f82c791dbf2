package dev.claviger.mls;

import dev.claviger.mls.group.CommitEffects;
import dev.claviger.mls.wire.ReInit;
import java.util.List;
import java.util.Optional;

/**
 * What a Commit changes.
 *
 * @param committer as it is afterwards
 * @param added as they sit afterwards
 * @param removed as they sat before
 * @param updated those whose leaf an Update replaces, as they are afterwards
 * @param withPath whether the committer renewed its own keys
 * @param reInit the parameters of the group that takes the place of this one, if it ends here
 */
public record EpochChanges(
    Member committer,
    List<Member> added,
    List<Member> removed,
    List<Member> updated,
    boolean withPath,
    Optional<ReInit> reInit) {
  public EpochChanges {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    updated = List.copyOf(updated);
  }

  static EpochChanges of(CommitEffects effects) {
    return new EpochChanges(
        Member.of(effects.committer()),
        Member.of(effects.added()),
        Member.of(effects.removed()),
        Member.of(effects.updated()),
        effects.withPath(),
        effects.reInit());
  }
}
