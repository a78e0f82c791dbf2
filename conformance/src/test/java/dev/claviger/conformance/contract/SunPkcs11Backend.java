package dev.claviger.conformance.contract;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
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
    return Set.of(
        SignatureScheme.ED25519,
        SignatureScheme.ED448,
        KemId.DHKEM_X25519_HKDF_SHA256,
        KemId.DHKEM_X448_HKDF_SHA512);
  }
}
