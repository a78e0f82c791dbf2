package dev.claviger.conformance.cli;

import dev.claviger.conformance.demo.Demonstration;
import dev.claviger.conformance.demo.VaultSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job, for a reader. */
@Command(
    name = "demo",
    description = {
      "Three members with a vault each form a group in every suite, talk, renew and part;",
      "then it prints where each of their keys lived. Exits with 0 only if every claim held."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  /** Where the keys may live. */
  enum Vault {
    SOFTHSM,
    SOFTWARE
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--vault",
      defaultValue = "softhsm",
      description = "Where the keys live: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Vault vault;

  @Override
  public Integer call() {
    try (VaultSource vaults =
        vault == Vault.SOFTHSM ? VaultSource.softHsm() : VaultSource.software()) {
      boolean held = new Demonstration(vaults, spec.commandLine().getOut()).run();
      return held ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }
}
