package dev.claviger.hsm;

import dev.claviger.crypto.key.KeyCustody;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.VaultOpener;
import dev.claviger.crypto.key.VaultSettings;

/**
 * Opens PKCS#11 vaults from a configuration file. Settings: {@code library}; which token ({@code
 * token}, {@code serial}, {@code slot}); where the PIN comes from ({@code pinFile} or {@code
 * protectedPath}, otherwise whoever opens the configuration is asked); and {@code functionList},
 * {@code moduleArguments}, {@code moduleDatabase}, {@code vendor}, {@code vendorFile}, {@code
 * objectBudget}, {@code maxSessions}, {@code changeLock}, {@code pathKeys} ({@code software} or
 * {@code imported}) as in {@link Pkcs11Config.Builder}.
 */
public final class Pkcs11VaultOpener implements VaultOpener {
  /** For {@code ServiceLoader}. */
  public Pkcs11VaultOpener() {}

  /** {@code pkcs11}. */
  @Override
  public String kind() {
    return "pkcs11";
  }

  @Override
  public KeyVault open(VaultSettings settings) {
    Pkcs11Config.Builder config = Pkcs11Config.builder().pin(pin(settings));
    settings.require("library");
    settings.path("library").ifPresent(config::library);
    settings.get("token").ifPresent(config::tokenLabel);
    settings.get("serial").ifPresent(config::tokenSerial);
    settings.get("slot").ifPresent(slot -> config.slot(Long.decode(slot)));
    settings.get("functionList").ifPresent(config::functionList);
    settings.get("moduleArguments").ifPresent(config::moduleArguments);
    settings.path("moduleDatabase").ifPresent(config::moduleDatabase);
    settings.get("vendor").ifPresent(config::vendor);
    settings.path("vendorFile").ifPresent(config::vendorFile);
    settings.get("objectBudget").ifPresent(n -> config.objectBudget(Integer.parseInt(n)));
    settings.get("maxSessions").ifPresent(n -> config.maxSessions(Integer.parseInt(n)));
    settings.path("changeLock").ifPresent(config::changeLock);
    settings.get("pathKeys").ifPresent(where -> config.pathKeys(pathKeys(settings, where)));
    settings.requireAllRead();
    return Pkcs11Vault.open(config.build());
  }

  private static KeyCustody pathKeys(VaultSettings settings, String where) {
    return switch (where) {
      case "software" -> KeyCustody.SOFTWARE;
      case "imported" -> KeyCustody.IMPORTED;
      default ->
          throw new IllegalArgumentException(
              settings.name() + ".pathKeys is software or imported, not " + where);
    };
  }

  private static PinSource pin(VaultSettings settings) {
    boolean protectedPath = settings.flag("protectedPath");
    return settings
        .path("pinFile")
        .map(PinSource::file)
        .orElseGet(
            () ->
                protectedPath ? PinSource.protectedPath() : PinSource.of(() -> password(settings)));
  }

  private static char[] password(VaultSettings settings) {
    return settings
        .password()
        .orElseThrow(
            () ->
                new PinException(
                    PinException.Reason.MISSING,
                    "there is no PIN for the vault "
                        + settings.name()
                        + ": give it as the key store's password or by a callback, or set "
                        + settings.name()
                        + ".pinFile",
                    null));
  }
}
