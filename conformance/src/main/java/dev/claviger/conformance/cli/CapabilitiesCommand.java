package dev.claviger.conformance.cli;

import dev.claviger.conformance.capabilities.CapabilityTable;
import dev.claviger.crypto.key.KeyVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.SunPkcs11Vault;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes CAPABILITIES.md. */
@Command(
    name = "capabilities",
    description = "Prints which vault can keep the keys of which suite, as CAPABILITIES.md.",
    mixinStandardHelpOptions = true)
final class CapabilitiesCommand implements Callable<Integer> {
  private static final String HEAD =
      """
      # Which vault keeps the keys of which suite
      Written by `./claviger capabilities`, which asks the vaults; a test holds this page to their \
      answers. After the mechanism of an HPKE key stand its route (README) and the ways in which \
      it can be kept ([custody](docs/hsm.md#custody)); a signature key is resident, or in memory. \
      Path keys are software keys, unless it is said that they can be \
      [imported](docs/hsm.md#derived-keys).

      """;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (ScratchSoftHsm softHsm = ScratchSoftHsm.create("own", "sun");
        KeyVault software = SoftwareVault.create();
        KeyVault token = Pkcs11Vault.open(softHsm.config("own").build());
        KeyVault sun = SunPkcs11Vault.open(softHsm.config("sun").build())) {
      String table =
          new CapabilityTable()
              .column("software", software)
              .column("SoftHSM 2.6.1", token)
              .column("SoftHSM 2.6.1 through SunPKCS11", sun)
              .markdown();
      spec.commandLine().getOut().print(HEAD + table);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }
}
