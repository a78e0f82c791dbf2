package dev.claviger.crypto;

import java.security.PrivateKey;

/** A signature key pair; the private half is a handle of any JCA provider. */
public record SignatureKeyPair(PrivateKey privateKey, SignaturePublicKey publicKey) {}
