package dev.claviger.hsm.session;

/**
 * A session handle, and the initialisation of the module in which it is good: after another one the
 * same number may be somebody else's session.
 */
record Opened(long handle, long generation) {}
