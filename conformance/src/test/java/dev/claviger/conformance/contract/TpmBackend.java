package dev.claviger.conformance.contract;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.hsm.Pkcs11Vault;
import java.util.HashSet;
import java.util.Set;

/** tpm2-pkcs11: signature keys of two curves, and no key that agrees. */
record TpmBackend(Class<?> tests) implements VaultBackend {
  private static final Set<KeyAlgorithm> SUPPORTED =
      Set.of(SignatureScheme.ECDSA_SECP256R1_SHA256, SignatureScheme.ECDSA_SECP384R1_SHA384);

  @Override
  public KeyVault open() {
    return Pkcs11Vault.open(Tpm.of(tests).config(tests.getSimpleName()).build());
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    Set<KeyAlgorithm> others = new HashSet<>(VaultContract.algorithms());
    others.removeAll(SUPPORTED);
    return others;
  }
}
