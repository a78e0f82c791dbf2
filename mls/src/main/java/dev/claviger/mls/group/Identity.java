package dev.claviger.mls.group;

import dev.claviger.crypto.key.VaultKey;
import dev.claviger.mls.wire.Credential;

/** A credential and the key that signs in its name. */
public record Identity(VaultKey signatureKey, Credential credential) {}
