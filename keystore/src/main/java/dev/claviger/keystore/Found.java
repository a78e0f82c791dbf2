package dev.claviger.keystore;

import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.VaultKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A key of a vault as the key store shows it.
 *
 * @param binding under whose alias it is shown; without one it is shown under its reference
 * @param chain the certificates of the binding, the end entity first; empty if there are none
 */
record Found(Shelf shelf, VaultKey key, Optional<KeyBinding> binding, List<X509Certificate> chain) {
  String alias() {
    return binding.map(KeyBinding::alias).orElseGet(() -> key.ref().toString());
  }
}
