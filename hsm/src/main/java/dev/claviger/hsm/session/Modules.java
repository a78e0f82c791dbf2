package dev.claviger.hsm.session;

import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.CryptokiException;
import dev.claviger.hsm.cryptoki.JnaCryptoki;
import dev.claviger.hsm.cryptoki.ModuleLoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The PKCS#11 modules of this process. A module has one state per process however often it is
 * opened, so there is one {@link Module} per library, kept (and with it the loaded library) for
 * ever: a module that was unloaded with threads of its own running would take the process along.
 */
public final class Modules {
  private static final Modules PROCESS =
      new Modules(spec -> JnaCryptoki.load(spec.library(), spec.functionList()));

  private final Function<ModuleSpec, Cryptoki> loader;
  private final Map<String, Module> modules = new HashMap<>();

  /**
   * @param loader gives the binding of a library; may throw {@link ModuleLoadException}
   */
  public Modules(Function<ModuleSpec, Cryptoki> loader) {
    this.loader = loader;
  }

  /** The modules of this process, loaded through JNA. */
  public static Modules ofThisProcess() {
    return PROCESS;
  }

  /** The initialised module of that library. */
  Module open(ModuleSpec spec, Faults faults) {
    try {
      Module module = load(spec, faults);
      module.initialize();
      return module;
    } catch (ModuleLoadException | CryptokiException e) {
      throw faults.library(spec.library(), e);
    }
  }

  private synchronized Module load(ModuleSpec spec, Faults faults) {
    return modules.computeIfAbsent(
        key(spec), absent -> new Module(loader.apply(spec), spec, faults));
  }

  private static String key(ModuleSpec spec) {
    Path path = spec.library();
    try {
      path = path.toRealPath();
    } catch (IOException e) {
      // A bare name such as libsofthsm2.so is looked up by the system's loader: it is the key.
    }
    return path + "!" + spec.functionList();
  }
}
