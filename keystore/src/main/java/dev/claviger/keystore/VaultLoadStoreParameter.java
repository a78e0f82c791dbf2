package dev.claviger.keystore;

import dev.claviger.crypto.key.KeyVault;
import java.security.KeyStore;
import java.util.List;

/**
 * What {@code KeyStore.getInstance("MLS").load(…)} takes: the vaults to show. They stay the
 * caller's to close.
 */
public final class VaultLoadStoreParameter implements KeyStore.LoadStoreParameter {
  private final List<KeyVault> vaults;

  private VaultLoadStoreParameter(List<KeyVault> vaults) {
    this.vaults = vaults;
  }

  public static VaultLoadStoreParameter of(KeyVault... vaults) {
    return new VaultLoadStoreParameter(List.of(vaults));
  }

  public List<KeyVault> vaults() {
    return vaults;
  }

  /** Null: each vault was opened with its own PIN or passphrase. */
  @Override
  public KeyStore.ProtectionParameter getProtectionParameter() {
    return null;
  }
}
