package dev.claviger.mls.spi;

import dev.claviger.crypto.Bytes;

/**
 * Marks one state of a {@link StoreScope}: 16 random bytes, drawn anew with every change that who
 * holds the state in memory must know of. Two states with the same stamp are the same.
 */
public record StateStamp(Bytes value) {}
