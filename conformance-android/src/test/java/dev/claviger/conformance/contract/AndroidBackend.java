package dev.claviger.conformance.contract;

import dev.claviger.conformance.android.AndroidJvm;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.keystore.android.AndroidKeyStoreConfig;
import dev.claviger.keystore.android.AndroidKeyStoreVault;
import java.util.Set;

/** Android's own key store classes above a fake of the service: all but the curves of 448 bits. */
record AndroidBackend(Class<?> tests) implements VaultBackend {
  @Override
  public KeyVault open() {
    AndroidJvm.start();
    return AndroidKeyStoreVault.open(
        AndroidKeyStoreConfig.builder().aliasPrefix(tests.getSimpleName()).build());
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return Set.of(KemId.DHKEM_X448_HKDF_SHA512, SignatureScheme.ED448);
  }
}
