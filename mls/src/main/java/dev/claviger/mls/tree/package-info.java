/**
 * The ratchet tree as a value (RFC 9420 §7): a tree never changes, an edit yields another one that
 * shares its nodes and all tree hashes outside of the touched paths.
 */
package dev.claviger.mls.tree;
