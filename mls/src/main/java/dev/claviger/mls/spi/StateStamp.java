package dev.claviger.mls.spi;

import dev.claviger.crypto.Bytes;

/**
 * Marks one state of a {@link StoreScope}. Two states with the same stamp are the same.
 *
 * @param value 16 random bytes, drawn anew with every change that who holds the state in memory
 *     must know of
 * @param restored whether the scope is from before a restoration of the store that was found: what
 *     was done with it since then is forgotten, and its keys may have been used
 */
public record StateStamp(Bytes value, boolean restored) {}
