package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.ForwardingVault;
import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultException;
import dev.claviger.crypto.key.VaultKey;

/** A fake that fails once, at a call that was chosen: to make, use or destroy a key. */
public final class FailingVault extends ForwardingVault {
  private int untilFailure;

  public FailingVault(KeyVault vault) {
    super(vault);
  }

  /** The call after so many that go well fails. */
  public void failAfter(int calls) {
    untilFailure = calls + 1;
  }

  /** Whether the failure was not reached; from here on all goes well. */
  public boolean disarm() {
    boolean armed = untilFailure > 0;
    untilFailure = 0;
    return armed;
  }

  @Override
  public VaultKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
    count();
    return GuardedKey.of(super.generate(purpose, algorithm), arguments -> count());
  }

  @Override
  public boolean destroy(KeyRef ref) {
    count();
    return super.destroy(ref);
  }

  private synchronized void count() {
    if (untilFailure > 0) {
      untilFailure--;
      if (untilFailure == 0) {
        throw new VaultException("the token is out to lunch");
      }
    }
  }
}
