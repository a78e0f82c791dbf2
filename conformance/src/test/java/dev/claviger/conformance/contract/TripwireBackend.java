package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import java.util.Set;

/** Another backend, behind handles that blow up when asked for their encoding. */
record TripwireBackend(VaultBackend behind) implements VaultBackend {
  @Override
  public KeyVault open() {
    return new TripwireVault(behind.open());
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return behind.unsupported();
  }
}
