package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.hsm.Pkcs11Vault;
import java.util.Set;

/** NSS softokn: the NIST curves, and CKA_LOCAL false of keys that it has generated itself. */
record NssBackend(Nss mode, Class<?> tests) implements VaultBackend {
  @Override
  public KeyVault open() {
    return Pkcs11Vault.open(mode.token(tests).build());
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return NistCurves.THE_OTHERS;
  }

  @Override
  public boolean attestsOrigin() {
    return false;
  }
}
