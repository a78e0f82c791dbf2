package dev.claviger.hsm;

import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.util.Optional;

/** The throw-away SoftHSM that all tests of this process share, with the tokens they name here. */
final class SoftHsm {
  static final String TOKEN = "mls";
  static final String OTHER_TOKEN = "other; token";
  static final String CUSTODY_TOKEN = "custody";
  static final String BINDINGS_TOKEN = "bindings";
  static final String SEALING_TOKEN = "sealing";
  static final String COUNTER_TOKEN = "counter";
  static final String IMPORT_TOKEN = "import";
  static final String FAULTS_TOKEN = "faults";
  static final String LOCKED_TOKEN = "never opened";

  private static final Optional<ScratchSoftHsm> INSTANCE = create();

  private SoftHsm() {}

  /** SoftHSM, or a printed message and a test that did not run. */
  static ScratchSoftHsm require() {
    if (INSTANCE.isEmpty()) {
      NotRun.butUnderCi("no SoftHSM: " + ScratchSoftHsm.missing().orElse("set-up failed"));
    }
    return INSTANCE.get();
  }

  static Pkcs11Vault open() {
    return Pkcs11Vault.open(require().config(TOKEN).build());
  }

  private static Optional<ScratchSoftHsm> create() {
    if (ScratchSoftHsm.missing().isPresent()) {
      return Optional.empty();
    }
    ScratchSoftHsm softHsm =
        ScratchSoftHsm.create(
            TOKEN,
            OTHER_TOKEN,
            CUSTODY_TOKEN,
            BINDINGS_TOKEN,
            SEALING_TOKEN,
            COUNTER_TOKEN,
            IMPORT_TOKEN,
            FAULTS_TOKEN,
            LOCKED_TOKEN);
    Runtime.getRuntime().addShutdownHook(new Thread(softHsm::close));
    return Optional.of(softHsm);
  }
}
