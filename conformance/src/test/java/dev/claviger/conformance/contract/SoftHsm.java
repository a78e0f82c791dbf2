package dev.claviger.conformance.contract;

import dev.claviger.conformance.Loudly;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.util.Optional;

/** The one SoftHSM of this process, with a token for each way of reaching it. */
final class SoftHsm {
  /** The token reached through the project's own binding. */
  static final String OWN = "contract";

  /** The token reached through SunPKCS11. */
  static final String SUN = "contract-sun";

  private static final Optional<ScratchSoftHsm> INSTANCE = create();

  private SoftHsm() {}

  /** SoftHSM, or the calling class says loudly that it did not run. */
  static ScratchSoftHsm require(Class<?> tests) {
    return INSTANCE.orElseGet(
        () -> {
          Loudly.notRun(tests.getSimpleName(), ScratchSoftHsm.missing().orElse("set-up failed"));
          throw new AssertionError("unreachable");
        });
  }

  private static Optional<ScratchSoftHsm> create() {
    if (ScratchSoftHsm.missing().isPresent()) {
      return Optional.empty();
    }
    ScratchSoftHsm softHsm = ScratchSoftHsm.create(OWN, SUN);
    Runtime.getRuntime().addShutdownHook(new Thread(softHsm::close));
    return Optional.of(softHsm);
  }
}
