package dev.claviger.mls.group;

import dev.claviger.crypto.HpkeKeyPair;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.DerivedKeys;
import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyHandle;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A vault whose failure to destroy a key does not stop what the key was destroyed for: an epoch is
 * entered and the rest cleaned up, and the key is kept in mind and tried again with the next one.
 */
public final class DeferringVault extends ForwardingVault {
  /** What the keys are for that were made here and are not gone. */
  private final Map<KeyRef, KeyPurpose> purposes = new ConcurrentHashMap<>();

  private final Set<KeyRef> undestroyed = new LinkedHashSet<>();

  /** How many others need a key beside its first owner. */
  private final Map<KeyRef, Integer> sharers = new HashMap<>();

  /** The change that this thread is making. */
  private static final ThreadLocal<KeyChanges> OPEN = new ThreadLocal<>();

  /**
   * The keys that are made and destroyed while a change is made. What is to be destroyed lives
   * until the change is stored: it may not come to that.
   */
  public final class KeyChanges {
    private final Set<KeyRef> made = new LinkedHashSet<>();
    private final List<KeyRef> doomed = new ArrayList<>();

    private KeyChanges() {}

    /** Makes the change, on this thread. */
    public <T> T during(Supplier<T> action) {
      OPEN.set(this);
      try {
        return action.get();
      } finally {
        OPEN.remove();
      }
    }

    /** As {@link #during(Supplier)}, of what gives nothing. */
    public void during(Runnable action) {
      during(
          () -> {
            action.run();
            return true;
          });
    }

    /** What to destroy once the change is stored. */
    public List<KeyRef> doomed() {
      return List.copyOf(doomed);
    }

    /** The change was not stored: what was made for it goes. */
    public void undo() {
      made.forEach(DeferringVault.this::destroyNow);
    }

    private DeferringVault vault() {
      return DeferringVault.this;
    }

    private boolean doom(KeyRef ref) {
      if (made.remove(ref)) {
        return destroyNow(ref);
      }
      if (!doomed.contains(ref)) {
        doomed.add(ref);
      }
      return true;
    }
  }

  public DeferringVault(KeyVault vault) {
    super(vault);
  }

  /** The keys that should be gone and are not, in the order in which they should have gone. */
  public synchronized List<KeyRef> undestroyed() {
    return List.copyOf(undestroyed);
  }

  /** The same, and what they were for. */
  public synchronized Map<KeyRef, KeyPurpose> retired() {
    Map<KeyRef, KeyPurpose> retired = new LinkedHashMap<>();
    // The vault itself made the signature key, before this was in front of it.
    undestroyed.forEach(ref -> retired.put(ref, purposes.getOrDefault(ref, KeyPurpose.SIGNATURE)));
    return retired;
  }

  /** Tries them again; what fails again stays. */
  public synchronized void retry() {
    undestroyed.removeIf(this::tryDestroy);
  }

  /** True if the key is gone and was there; false too if it could not be destroyed now. */
  @Override
  public boolean destroy(KeyRef ref) {
    return change().map(change -> change.doom(ref)).orElseGet(() -> destroyNow(ref));
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    VaultKey key = super.generate(purpose, algorithm);
    purposes.put(key.ref(), purpose);
    change().ifPresent(change -> change.made.add(key.ref()));
    return key;
  }

  /** One more needs the key: it is destroyed by the last of all who have it destroyed. */
  public synchronized void share(KeyRef ref) {
    sharers.merge(ref, 1, Integer::sum);
  }

  /** For a change that has yet to be stored. */
  public KeyChanges keyChanges() {
    return new KeyChanges();
  }

  private Optional<KeyChanges> change() {
    return Optional.ofNullable(OPEN.get()).filter(change -> change.vault() == this);
  }

  private synchronized boolean destroyNow(KeyRef ref) {
    if (sharers.computeIfPresent(ref, (shared, others) -> others - 1) != null) {
      sharers.remove(ref, 0);
      return false;
    }
    retry();
    try {
      boolean wasThere = super.destroy(ref);
      undestroyed.remove(ref);
      purposes.remove(ref);
      return wasThere;
    } catch (RuntimeException e) {
      undestroyed.add(ref);
      return false;
    }
  }

  /** Failing to destroy a derived key stops nothing either. */
  @Override
  public DerivedKeys derivedKeys() {
    return new DeferringDerivedKeys(super.derivedKeys());
  }

  private boolean tryDestroy(KeyRef ref) {
    try {
      super.destroy(ref);
      purposes.remove(ref);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private final class DeferringDerivedKeys implements DerivedKeys {
    private final DerivedKeys behind;

    private DeferringDerivedKeys(DerivedKeys behind) {
      this.behind = behind;
    }

    @Override
    public KeyCustody custody() {
      return behind.custody();
    }

    @Override
    public VaultSupport supports(KemId kem) {
      return behind.supports(kem);
    }

    @Override
    public List<HpkeKeyPair> keep(KeyPurpose purpose, List<HpkeKeyPair> derived) {
      List<HpkeKeyPair> kept = behind.keep(purpose, derived);
      if (custody() != KeyCustody.SOFTWARE) {
        kept.forEach(pair -> purposes.put(((KeyHandle) pair.privateKey()).ref(), purpose));
      }
      return kept;
    }

    @Override
    public void destroy(HpkeKeyPair kept) {
      if (custody() == KeyCustody.SOFTWARE) {
        behind.destroy(kept);
      } else {
        DeferringVault.this.destroy(((KeyHandle) kept.privateKey()).ref());
      }
    }
  }
}
