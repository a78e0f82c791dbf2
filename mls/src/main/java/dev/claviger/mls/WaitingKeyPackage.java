package dev.claviger.mls;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.mls.wire.KeyPackage;

/**
 * A KeyPackage of ours whose Welcome has not come yet, and the vault's names of its keys.
 *
 * @param init destroyed as soon as the Welcome has been processed
 * @param leaf becomes our leaf key in the group
 */
public record WaitingKeyPackage(KeyPackage keyPackage, KeyRef init, KeyRef leaf) {}
