package dev.claviger.mls.tree;

import dev.claviger.crypto.Secret;

/**
 * What an UpdatePath gives its receiver (RFC 9420 §7.5).
 *
 * @param commitSecret the caller's to destroy
 * @param keys the receiver's private keys in the new tree
 */
public record OpenedPath(Secret commitSecret, PathKeys keys) {}
