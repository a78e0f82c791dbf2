package dev.claviger.hsm;

import dev.claviger.hsm.cryptoki.JnaCryptoki;
import dev.claviger.hsm.cryptoki.Template;
import dev.claviger.hsm.session.Modules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A SoftHSM with faults between it and us. It is a copy of the library, hence a module with a state
 * of its own, which can be finalised and logged out without the other tests of the process.
 */
final class FaultySoftHsm {
  private static final int MOST_OBJECTS = 10_000;

  private final String label;
  private final FaultyCryptoki module;
  private final Modules modules;
  private final Pkcs11Config.Builder config;

  FaultySoftHsm(Path folder, String label) {
    this.label = label;
    Path library = copy(SoftHsm.require().library(), folder.resolve("libsofthsm2-" + label));
    this.module = new FaultyCryptoki(JnaCryptoki.load(library, "C_GetFunctionList"));
    this.modules = new Modules(spec -> module.binding());
    this.config = SoftHsm.require().config(label).library(library);
  }

  InjectedFaults faults() {
    return module.faults;
  }

  Pkcs11Config.Builder config() {
    return config;
  }

  Pkcs11Vault open(Pkcs11Config.Builder how) {
    return Pkcs11Vault.open(how.build(), modules);
  }

  /** How many sessions our vaults have open. */
  int openSessions() {
    return module.openSessions().size();
  }

  /** How many objects there are, those of sessions and those that last; the vault is logged in. */
  int objectCount() {
    long session = module.real().openSession(module.slot(label));
    try {
      module.real().findObjectsInit(session, Template.empty());
      List<Long> found = module.real().findObjects(session, MOST_OBJECTS);
      module.real().findObjectsFinal(session);
      return found.size();
    } finally {
      module.real().closeSession(session);
    }
  }

  void logoutByOthers() {
    module.logoutByOthers(label);
  }

  /** Closes our sessions behind our back; with the last one goes the login. */
  void killSessions() {
    module.openSessions().forEach(module.real()::closeSession);
  }

  /** As another part of the process may do. */
  void finalizeByOthers() {
    module.real().finalizeModule();
  }

  private static Path copy(Path from, Path to) {
    try {
      return Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
