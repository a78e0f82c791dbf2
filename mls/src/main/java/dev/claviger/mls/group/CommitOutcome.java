package dev.claviger.mls.group;

/** What a Commit of another member means for us. */
public sealed interface CommitOutcome {
  CommitEffects effects();

  /** A new epoch with us in it. */
  record Advanced(GroupState next, CommitEffects effects) implements CommitOutcome {}

  /** We are in the group no longer. */
  record Evicted(CommitEffects effects) implements CommitOutcome {}
}
