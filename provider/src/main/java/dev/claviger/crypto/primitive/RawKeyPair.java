package dev.claviger.crypto.primitive;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.Secret;

/** A software key pair before it becomes a handle; it never leaves this module. */
public record RawKeyPair(Secret privateKey, Bytes publicKey) {}
