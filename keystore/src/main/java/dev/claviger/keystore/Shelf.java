package dev.claviger.keystore;

import dev.claviger.crypto.key.KeyBindings;
import dev.claviger.crypto.key.KeyVault;
import java.util.Optional;

/**
 * A vault, and where the names and certificates of its keys are.
 *
 * @param bindings the vault's own, or a file's; empty if there is neither
 */
record Shelf(KeyVault vault, Optional<KeyBindings> bindings) {
  /** With what the vault itself keeps, or else with the others. */
  static Shelf of(KeyVault vault, Optional<KeyBindings> otherwise) {
    return new Shelf(vault, vault.bindings().or(() -> otherwise));
  }
}
