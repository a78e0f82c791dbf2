package dev.claviger.mls.group;

/**
 * An epoch that was left by going back to one before.
 *
 * @param effects of the Commit that had begun it
 */
public record GivenUpEpoch(long number, CommitEffects effects) {}
