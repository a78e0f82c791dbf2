package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys that a check has made and not yet destroyed; no other key is ever touched. */
final class ScratchKeys {
  private static final int ATTEMPTS = 2;

  private final KeyVault vault;
  private final Set<KeyRef> alive = new LinkedHashSet<>();
  private boolean cleared;

  ScratchKeys(KeyVault vault) {
    this.vault = vault;
  }

  KeyVault vault() {
    return vault;
  }

  synchronized VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    if (cleared) {
      throw new IllegalStateException("the check was broken off");
    }
    VaultKey key = vault.generate(purpose, algorithm);
    alive.add(key.ref());
    return key;
  }

  /**
   * @throws CheckFailedException if the vault says that the key was not there, or that it still is
   */
  synchronized void destroy(KeyRef ref) {
    boolean there = vault.destroy(ref);
    if (vault.find(ref).isPresent()) {
      throw new CheckFailedException("the vault still finds the key that it destroyed");
    }
    alive.remove(ref);
    if (!there) {
      throw new CheckFailedException("the vault says that the key was not there");
    }
  }

  /**
   * Destroys what there is; nothing can be made any more.
   *
   * @return what could not be destroyed, each with its reason
   */
  synchronized List<String> clear() {
    cleared = true;
    List<String> left = List.of();
    for (int attempt = 0; attempt < ATTEMPTS && !alive.isEmpty(); attempt++) {
      left = destroyAll();
    }
    return left;
  }

  private List<String> destroyAll() {
    List<String> left = new ArrayList<>();
    for (KeyRef ref : List.copyOf(alive)) {
      try {
        destroy(ref);
      } catch (RuntimeException e) {
        if (alive.contains(ref)) {
          left.add(ref + " (" + Plain.line(e) + ")");
        }
      }
    }
    return left;
  }
}
