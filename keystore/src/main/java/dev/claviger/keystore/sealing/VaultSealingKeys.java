package dev.claviger.keystore.sealing;

import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SealingHandle;
import dev.claviger.crypto.key.SealingHandles;
import dev.claviger.crypto.key.UnsupportedKeyException;
import java.util.Optional;

/**
 * AES keys in a vault, a PKCS#11 token say, that seal there (CKM_AES_GCM) and cannot leave it. The
 * key's name is its reference.
 */
public final class VaultSealingKeys implements SealingKeys {
  private final SealingHandles handles;
  private final String name;

  private VaultSealingKeys(SealingHandles handles, String name) {
    this.handles = handles;
    this.name = name;
  }

  /**
   * @param vault stays the caller's to close, and open for as long as the keys are used
   * @param name which of the vault's sealing keys: letters, digits and hyphens
   * @throws UnsupportedKeyException if the vault has no such keys
   */
  public static VaultSealingKeys of(KeyVault vault, String name) {
    return new VaultSealingKeys(
        vault
            .sealingHandles()
            .orElseThrow(
                () -> new UnsupportedKeyException(vault.name() + " has no keys that seal")),
        name);
  }

  @Override
  public SealingKey current() {
    return key(handles.current(name).orElseGet(() -> handles.generate(name)));
  }

  @Override
  public Optional<SealingKey> named(String wanted) {
    KeyRef ref;
    try {
      ref = KeyRef.of(wanted);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return handles.find(ref).map(VaultSealingKeys::key);
  }

  /** Makes a new key, which seals from now on; what was sealed before still opens. */
  public SealingKey rotate() {
    return key(handles.generate(name));
  }

  private static SealingKey key(SealingHandle handle) {
    return new SealingKey(handle.ref().toString(), new HandleAead(handle));
  }
}
