package dev.claviger.mls.group;

import dev.claviger.crypto.key.VaultKey;

/**
 * What becomes ours when another member commits an Update of ours (RFC 9420 §12.1.2).
 *
 * @param leafKey of the vault; destroyed if the epoch ends without that Commit
 * @param identity that of the new leaf
 */
public record OwnUpdate(VaultKey leafKey, Identity identity) {}
