package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.hsm.Pkcs11Vault;
import java.util.Set;

/** SoftHSM with all keys in it that RFC 9420 knows: generated, or imported when derived. */
record ImportedBackend(Class<?> tests) implements VaultBackend {
  @Override
  public KeyVault open() {
    return Pkcs11Vault.open(SoftHsm.token(tests).pathKeys(KeyCustody.IMPORTED).build());
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return Set.of();
  }
}
