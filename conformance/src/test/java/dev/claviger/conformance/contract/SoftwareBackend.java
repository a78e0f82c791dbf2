package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import java.util.Set;

final class SoftwareBackend implements VaultBackend {
  @Override
  public KeyVault open() {
    return SoftwareVault.create();
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return Set.of();
  }
}
