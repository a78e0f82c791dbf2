package dev.claviger.keystore;

import dev.claviger.crypto.key.VaultKey;
import java.security.KeyStore;
import java.util.Objects;

/** A key of a vault that nothing vouches for: no certificate, no credential. */
public final class VaultKeyEntry implements KeyStore.Entry {
  private final VaultKey key;

  VaultKeyEntry(VaultKey key) {
    this.key = Objects.requireNonNull(key);
  }

  /** The handle, with purpose, algorithm and public key. */
  public VaultKey key() {
    return key;
  }

  @Override
  public String toString() {
    return "VaultKeyEntry[" + key.ref() + "]";
  }
}
