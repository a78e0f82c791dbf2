package dev.claviger.conformance.bench;

import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.nio.file.Path;
import java.util.Map;

/**
 * The token that is measured, for two programs to open.
 *
 * @param entry the library's entry point, C_GetFunctionList for most
 * @param moduleArguments what C_Initialize is given; empty for most
 * @param environment what the other program needs in its environment beside this one's
 */
public record BenchToken(
    Path library,
    String label,
    PinSource pin,
    String entry,
    String moduleArguments,
    Map<String, String> environment) {
  public static final String USUAL_ENTRY = "C_GetFunctionList";

  public BenchToken {
    environment = Map.copyOf(environment);
  }

  public static BenchToken of(ScratchSoftHsm scratch, String label) {
    return new BenchToken(
        scratch.library(),
        label,
        PinSource.of(scratch::pin),
        USUAL_ENTRY,
        "",
        Map.of("SOFTHSM2_CONF", scratch.configuration().toString()));
  }

  Pkcs11Config.Builder config() {
    Pkcs11Config.Builder config =
        Pkcs11Config.builder().library(library).tokenLabel(label).pin(pin).functionList(entry);
    return moduleArguments.isEmpty() ? config : config.moduleArguments(moduleArguments);
  }
}
