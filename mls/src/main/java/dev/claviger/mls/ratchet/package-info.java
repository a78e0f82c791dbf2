/**
 * The secret tree and its ratchets (RFC 9420 §9). Here alone state is mutable, because forward
 * secrecy demands deletion. Nothing in this package is thread-safe: the group's lock confines it.
 */
package dev.claviger.mls.ratchet;
