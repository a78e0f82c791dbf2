package dev.claviger.conformance.tokencheck;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The keys that a check has made and not yet destroyed; no other key is ever touched. */
final class ScratchKeys {
  private static final int ATTEMPTS = 2;

  private final KeyVault vault;
  private final Set<KeyRef> alive = ConcurrentHashMap.newKeySet();

  /** Keys are made under the read lock, so that a making can be waited for. */
  private final ReadWriteLock making = new ReentrantReadWriteLock();

  private volatile boolean cleared;

  ScratchKeys(KeyVault vault) {
    this.vault = vault;
  }

  KeyVault vault() {
    return vault;
  }

  VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    making.readLock().lock();
    try {
      if (cleared) {
        throw new IllegalStateException("the check was broken off");
      }
      VaultKey key = vault.generate(purpose, algorithm);
      alive.add(key.ref());
      return key;
    } finally {
      making.readLock().unlock();
    }
  }

  /**
   * @throws CheckFailedException if the vault says that the key was not there, or that it still is
   */
  void destroy(KeyRef ref) {
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
  List<String> clear(Patience patience) {
    cleared = true;
    awaitMakings(patience);
    List<String> left = List.of();
    for (int attempt = 0; attempt < ATTEMPTS && !alive.isEmpty(); attempt++) {
      left = destroyAll(patience);
    }
    return left;
  }

  /** Without going on waiting for one that hangs. */
  private void awaitMakings(Patience patience) {
    try {
      long millis = patience.isOver() ? 0 : patience.limit().toMillis();
      if (making.writeLock().tryLock(millis, TimeUnit.MILLISECONDS)) {
        making.writeLock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> destroyAll(Patience patience) {
    List<String> left = new ArrayList<>();
    for (KeyRef ref : List.copyOf(alive)) {
      try {
        patience.wait(() -> destroy(ref));
      } catch (RuntimeException e) {
        if (alive.contains(ref)) {
          left.add(ref + " (" + Plain.line(e) + ")");
        }
      }
    }
    return left;
  }
}
