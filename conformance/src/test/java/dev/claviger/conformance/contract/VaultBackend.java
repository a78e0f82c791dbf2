package dev.claviger.conformance.contract;

import dev.claviger.crypto.key.KeyAlgorithm;
import dev.claviger.crypto.key.KeyVault;
import java.util.Set;

/** The set-up that a kind of vault adds; what it must do is in the contracts. */
interface VaultBackend {
  /** A vault with nothing in it, or the test says loudly that it did not run and why. */
  KeyVault open();

  /** Takes away what such a vault needs beside its keys, which are all destroyed. */
  default void clear(KeyVault vault) {}

  /** What this kind of vault cannot hold: asserted, not skipped. */
  Set<KeyAlgorithm> unsupported();

  /** Whether keys can be no worse than this: all of CKA_SENSITIVE, NEVER_EXTRACTABLE, LOCAL. */
  default boolean attestsCustody() {
    return true;
  }

  /** Whether the vault says CKA_LOCAL of a good key; if not, it must say that it does not. */
  default boolean attestsOrigin() {
    return true;
  }
}
