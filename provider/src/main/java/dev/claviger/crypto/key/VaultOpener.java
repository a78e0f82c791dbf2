package dev.claviger.crypto.key;

/**
 * Opens the vaults of one kind by the settings of a configuration file. Found by {@code
 * ServiceLoader}, so that who reads the file need not know the module that has the vault.
 */
public interface VaultOpener {
  /** What a configuration calls this kind of vault: {@code pkcs11}. */
  String kind();

  /**
   * @throws IllegalArgumentException if a setting is missing or not understood; the message names
   *     it
   * @throws VaultException if the vault cannot be opened
   */
  KeyVault open(VaultSettings settings);
}
