package dev.claviger.mls.group;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A vault whose failure to destroy a key does not stop what the key was destroyed for: an epoch is
 * entered and the rest cleaned up, and the key is kept in mind and tried again with the next one.
 */
public final class DeferringVault implements KeyVault {
  private final KeyVault vault;
  private final Set<KeyRef> undestroyed = new LinkedHashSet<>();

  public DeferringVault(KeyVault vault) {
    this.vault = vault;
  }

  /** The keys that should be gone and are not, in the order in which they should have gone. */
  public synchronized List<KeyRef> undestroyed() {
    return List.copyOf(undestroyed);
  }

  /** Tries them again; what fails again stays. */
  public synchronized void retry() {
    undestroyed.removeIf(this::tryDestroy);
  }

  /** True if the key is gone and was there; false too if it could not be destroyed now. */
  @Override
  public synchronized boolean destroy(KeyRef ref) {
    retry();
    try {
      boolean wasThere = vault.destroy(ref);
      undestroyed.remove(ref);
      return wasThere;
    } catch (RuntimeException e) {
      undestroyed.add(ref);
      return false;
    }
  }

  @Override
  public String name() {
    return vault.name();
  }

  @Override
  public VaultSupport supports(KeyAlgorithm algorithm) {
    return vault.supports(algorithm);
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    return vault.generate(purpose, algorithm);
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    return vault.find(ref);
  }

  @Override
  public List<VaultKey> list() {
    return vault.list();
  }

  @Override
  public KeyAttestation attest(KeyRef ref) {
    return vault.attest(ref);
  }

  @Override
  public void close() {
    vault.close();
  }

  private boolean tryDestroy(KeyRef ref) {
    try {
      vault.destroy(ref);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
