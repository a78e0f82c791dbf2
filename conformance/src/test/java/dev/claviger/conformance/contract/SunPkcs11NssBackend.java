package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.hsm.SunPkcs11Vault;
import java.util.Set;

/**
 * NSS, as it comes, through the JDK's SunPKCS11: the NIST curves, and CKA_LOCAL false. Not its FIPS
 * mode, since SunPKCS11 takes both entries of one library for the same.
 */
record SunPkcs11NssBackend(Class<?> tests) implements VaultBackend {
  @Override
  public KeyVault open() {
    return SunPkcs11Vault.open(Nss.DATABASE.token(tests).build());
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
