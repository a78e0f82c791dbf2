package dev.claviger.hsm.session;

/**
 * For how long handles of sessions and objects are to be trusted.
 *
 * @param recoveries of the token
 * @param generation how often its module has been initialised
 */
public record Epoch(long recoveries, long generation) {}
