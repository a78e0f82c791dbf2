package dev.claviger.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.Orphan;
import dev.claviger.hsm.custody.WrappedKeyStore;
import dev.claviger.hsm.custody.WrappedKeysInMemory;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** SoftHSM with init and leaf keys wrapped: the NIST curves, which are those it wraps. */
record WrappedBackend(Class<?> tests, WrappedKeyStore rows) implements VaultBackend {
  WrappedBackend(Class<?> tests) {
    this(tests, new WrappedKeysInMemory());
  }

  @Override
  public KeyVault open() {
    return Pkcs11Vault.open(
        SoftHsm.token(tests)
            .custody(KeyPurpose.INIT, Custody.WRAPPED)
            .custody(KeyPurpose.LEAF, Custody.WRAPPED)
            .wrappedKeys(rows)
            .build());
  }

  /** The wrapping key is all that is left. */
  @Override
  public void clear(KeyVault vault) {
    List<Orphan> reaped = ((Pkcs11Vault) vault).reap(Set.of(), Duration.ofSeconds(-1));
    assertEquals(
        List.of(Orphan.Kind.UNUSED_WRAPPING_KEY), reaped.stream().map(Orphan::kind).toList());
    assertEquals(List.of(), rows.list());
    assertEquals(0, SoftHsm.tokenObjects(tests));
  }

  @Override
  public Set<KeyAlgorithm> unsupported() {
    return Set.of(KemId.DHKEM_X25519_HKDF_SHA256, KemId.DHKEM_X448_HKDF_SHA512);
  }

  /** Wrapped keys left the token once, and say so. */
  @Override
  public boolean attestsCustody() {
    return false;
  }
}
