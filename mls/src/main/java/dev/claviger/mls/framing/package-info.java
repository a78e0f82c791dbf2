/**
 * Signing, verifying, protecting and unprotecting messages (RFC 9420 §6). What arrived and what was
 * verified are different types, and only the verifier makes the second.
 */
package dev.claviger.mls.framing;
