package dev.claviger.hsm;

import dev.claviger.hsm.scratch.ScratchNss;
import java.util.Map;

/** The throw-away NSS softokn that all tests of this process share, in both its modes. */
enum Nss {
  /** As it comes. */
  DATABASE,
  /** Through FC_GetFunctionList. */
  FIPS;

  static final String TOKEN = "mls";

  /** For what disturbs everybody on a token. */
  static final String OTHER_TOKEN = "other";

  private static final Map<Nss, ScratchNss> INSTANCES = create();

  /** NSS, or a printed message and a test that did not run; a failure under CI. */
  ScratchNss require() {
    if (INSTANCES.isEmpty()) {
      NotRun.butUnderCi("no NSS: " + ScratchNss.missing().orElse("set-up failed"));
    }
    return INSTANCES.get(this);
  }

  Pkcs11Vault open() {
    return Pkcs11Vault.open(require().config(TOKEN).build());
  }

  private static Map<Nss, ScratchNss> create() {
    if (ScratchNss.missing().isPresent()) {
      return Map.of();
    }
    Map<Nss, ScratchNss> all =
        Map.of(
            DATABASE,
            ScratchNss.create(TOKEN, OTHER_TOKEN),
            FIPS,
            ScratchNss.createFips(TOKEN, OTHER_TOKEN));
    all.values().forEach(nss -> Runtime.getRuntime().addShutdownHook(new Thread(nss::close)));
    return all;
  }
}
