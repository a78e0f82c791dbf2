package dev.claviger.mls;

import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;

/**
 * A key of the vault that a client or group holds.
 *
 * @param ref the vault's name of it
 */
public record HeldKey(KeyRef ref, KeyPurpose purpose, KeyState state) {}
