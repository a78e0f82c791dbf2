package dev.claviger.conformance.contract;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.cli.TpmTokenCommandTest;
import dev.claviger.hsm.scratch.ScratchTpm;
import java.util.List;
import java.util.Optional;

/** The one TPM of this process, with a token of tpm2-pkcs11 for each class that tests on it. */
public final class Tpm {
  /** All of them, because the module is told of its TPM and its store when it is initialised. */
  private static final List<Class<?>> TESTS =
      List.of(TpmKeyVaultTest.class, TpmTokenCommandTest.class);

  private static final Optional<ScratchTpm> INSTANCE = create();

  private Tpm() {}

  /** What has a token that bears the class's simple name; or it says loudly that it did not run. */
  public static ScratchTpm of(Class<?> tests) {
    if (!TESTS.contains(tests)) {
      throw new IllegalArgumentException("Tpm.TESTS does not name " + tests.getSimpleName());
    }
    if (INSTANCE.isEmpty()) {
      Loudly.notRun(tests.getSimpleName(), ScratchTpm.missing().orElse("set-up failed"));
    }
    return INSTANCE.orElseThrow();
  }

  private static Optional<ScratchTpm> create() {
    if (ScratchTpm.missing().isPresent()) {
      return Optional.empty();
    }
    ScratchTpm tpm =
        ScratchTpm.create(TESTS.stream().map(Class::getSimpleName).toArray(String[]::new));
    Runtime.getRuntime().addShutdownHook(new Thread(tpm::close));
    return Optional.of(tpm);
  }
}
