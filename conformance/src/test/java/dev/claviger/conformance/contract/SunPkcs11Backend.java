package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.hsm.SunPkcs11Vault;
import java.util.Set;

/** SoftHSM through the JDK's SunPKCS11, which knows the NIST curves only. */
record SunPkcs11Backend(Class<?> tests) implements VaultBackend {
  @Override
  public KeyVault open() {
    return SunPkcs11Vault.open(SoftHsm.token(tests).build());
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return NistCurves.THE_OTHERS;
  }
}
