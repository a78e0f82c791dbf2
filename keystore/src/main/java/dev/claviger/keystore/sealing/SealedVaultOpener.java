package dev.claviger.keystore.sealing;

import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultOpener;
import dev.claviger.crypto.key.VaultSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens files of software keys. Settings: {@code file}; and what seals it, one of {@code kms} (the
 * URI of a key, for which a Tink {@code KmsClient} is on the path), {@code vault} (the name of a
 * vault listed before, with {@code vaultKey} for the name of its key, {@code claviger} by default),
 * {@code passphraseFile} (mode 0600), or nothing: then the passphrase is the key store's password.
 */
public final class SealedVaultOpener implements VaultOpener {
  /** For {@code ServiceLoader}. */
  public SealedVaultOpener() {}

  /** {@code sealed}. */
  @Override
  public String kind() {
    return "sealed";
  }

  @Override
  public KeyVault open(VaultSettings settings) {
    settings.require("file");
    Path file = settings.path("file").orElseThrow();
    SealingKeys keys = keys(settings);
    settings.requireAllRead();
    return SealedSoftwareVault.open(file, keys);
  }

  private static SealingKeys keys(VaultSettings settings) {
    Optional<String> kms = settings.get("kms");
    Optional<String> vault = settings.get("vault");
    Optional<Path> passphrase = settings.path("passphraseFile");
    if (kms.isPresent()) {
      return KmsSealingKeys.of(kms.get());
    } else if (vault.isPresent()) {
      return VaultSealingKeys.of(
          settings.vault(vault.get()), settings.get("vaultKey").orElse("claviger"));
    } else if (passphrase.isPresent()) {
      return PassphraseSealingKeys.of(passphrase.get());
    }
    return PassphraseSealingKeys.of(settings::password);
  }
}
