package dev.claviger.mls;

import dev.claviger.crypto.key.KeyRef;

/**
 * The keys of ours that a group uses now, by the names under which the vault knows them.
 *
 * @param signature signs what we send
 * @param leaf opens the path secrets that are sealed to our leaf
 */
public record OwnKeys(KeyRef signature, KeyRef leaf) {}
