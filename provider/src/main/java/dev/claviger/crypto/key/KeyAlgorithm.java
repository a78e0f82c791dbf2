package dev.claviger.crypto.key;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;

/** What a vault key is for: a signature scheme or a KEM, never both. */
public sealed interface KeyAlgorithm permits SignatureScheme, KemId {
  Curve curve();
}
