package dev.claviger.hsm;

import dev.claviger.hsm.session.Modules;
import java.nio.file.Path;

/** Vaults on {@link FakeToken}s. */
final class Fakes {
  private Fakes() {}

  static Pkcs11Config.Builder config() {
    return Pkcs11Config.builder()
        .library(Path.of("/fake"))
        .tokenLabel(FakeToken.LABEL)
        .pin(PinSource.of(FakeToken.PIN::toCharArray));
  }

  /** A process of its own. */
  static Modules modules(FakeToken token) {
    return new Modules(spec -> token);
  }

  static Pkcs11Vault open(FakeToken token) {
    return open(token, config());
  }

  static Pkcs11Vault open(FakeToken token, Pkcs11Config.Builder config) {
    return open(modules(token), config);
  }

  static Pkcs11Vault open(Modules modules, Pkcs11Config.Builder config) {
    return Pkcs11Vault.open(config.build(), modules);
  }
}
