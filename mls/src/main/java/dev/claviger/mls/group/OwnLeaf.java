package dev.claviger.mls.group;

import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.index.LeafIndex;

/** Where we sit in the tree of an epoch, and the vault key of that leaf. */
public record OwnLeaf(LeafIndex index, VaultKey key) {}
