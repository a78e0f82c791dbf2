/**
 * The life of a group: creating, committing, joining, receiving (RFC 9420 §11, §12). An epoch is a
 * value; what is mutable in it are the message ratchets and nothing else.
 */
package dev.claviger.mls.group;
