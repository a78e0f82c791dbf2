package dev.claviger.crypto;

import java.security.PrivateKey;

/**
 * An HPKE key pair; the private half is a handle of any JCA provider. The public half is kept
 * beside it because decapsulation needs it (RFC 9180 §4.1: kem_context) and a handle may not tell.
 */
public record HpkeKeyPair(PrivateKey privateKey, HpkePublicKey publicKey) {}
