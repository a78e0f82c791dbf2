package dev.claviger.conformance.survival;

import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultKey;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks for a key more than once: SoftHSM 2.6.1 reads its files anew when another process has
 * changed them, and does not find a key whose file it met half-written until it reads it again.
 * There is no event to wait for.
 */
final class PatientVault extends ForwardingVault {
  private static final int TRIES = 100;

  private final AtomicInteger foundLate = new AtomicInteger();

  PatientVault(KeyVault behind) {
    super(behind);
  }

  @Override
  public Optional<VaultKey> find(KeyRef ref) {
    Optional<VaultKey> found = super.find(ref);
    for (int i = 1; found.isEmpty() && i < TRIES; i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      found = super.find(ref);
      if (found.isPresent()) {
        foundLate.incrementAndGet();
      }
    }
    return found;
  }

  /** How many keys were found, but not at once. */
  int foundLate() {
    return foundLate.get();
  }
}
