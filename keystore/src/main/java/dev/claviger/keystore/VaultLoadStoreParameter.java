package dev.claviger.keystore;

import dev.claviger.crypto.key.KeyVault;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;

/**
 * What {@code KeyStore.getInstance("MLS").load(…)} takes: open vaults, which stay the caller's to
 * close, or a configuration file, whose vaults the key store opens and closes when it is loaded
 * anew.
 */
public final class VaultLoadStoreParameter implements KeyStore.LoadStoreParameter {
  private final List<KeyVault> vaults;
  private final Optional<Path> certificates;
  private final Optional<Path> configuration;
  private final KeyStore.ProtectionParameter protection;

  private VaultLoadStoreParameter(
      List<KeyVault> vaults,
      Optional<Path> certificates,
      Optional<Path> configuration,
      KeyStore.ProtectionParameter protection) {
    this.vaults = vaults;
    this.certificates = certificates;
    this.configuration = configuration;
    this.protection = protection;
  }

  /** Keys are made in the first of them. */
  public static VaultLoadStoreParameter of(KeyVault... vaults) {
    return new VaultLoadStoreParameter(List.of(vaults), Optional.empty(), Optional.empty(), null);
  }

  /**
   * The vaults of a {@link VaultConfiguration}.
   *
   * @param protection a {@code PasswordProtection}, or a {@code CallbackHandlerProtection} whose
   *     handler is asked by a {@code PasswordCallback}, for vaults without a file for it; null if
   *     there is nothing to ask
   */
  public static VaultLoadStoreParameter of(
      Path configuration, KeyStore.ProtectionParameter protection) {
    return new VaultLoadStoreParameter(
        List.of(), Optional.empty(), Optional.of(configuration), protection);
  }

  /** A file of names and certificates for those of the vaults that keep none themselves. */
  public VaultLoadStoreParameter certificates(Path file) {
    return new VaultLoadStoreParameter(vaults, Optional.of(file), configuration, protection);
  }

  public List<KeyVault> vaults() {
    return vaults;
  }

  Optional<Path> certificates() {
    return certificates;
  }

  Optional<Path> configuration() {
    return configuration;
  }

  @Override
  public KeyStore.ProtectionParameter getProtectionParameter() {
    return protection;
  }
}
