package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.hsm.Pkcs11Vault;
import java.util.Set;

/** SoftHSM through the project's own binding: every curve of the seven suites. */
record SoftHsmBackend(Class<?> tests) implements VaultBackend {
  @Override
  public KeyVault open() {
    return Pkcs11Vault.open(SoftHsm.token(tests).build());
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return Set.of();
  }
}
