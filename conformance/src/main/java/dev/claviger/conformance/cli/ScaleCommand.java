package dev.claviger.conformance.cli;

import dev.claviger.conformance.scale.ScaleReport;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuiteId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a large group costs. */
@Command(
    name = "scale",
    description = {
      "Builds, joins, renews and shrinks a large group with software keys, and prints what each",
      "step costs in time, in bytes on the wire, and in memory."
    },
    mixinStandardHelpOptions = true)
final class ScaleCommand implements Callable<Integer> {
  private static final int FEWEST = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--members",
      defaultValue = "1000",
      paramLabel = "N",
      description = "How many (${DEFAULT-VALUE}).")
  private int members;

  @Option(
      names = "--suite",
      defaultValue = "1",
      paramLabel = "ID",
      description = "The suite's code point (${DEFAULT-VALUE}).")
  private int suite;

  @Override
  public Integer call() {
    CipherSuiteId id = new CipherSuiteId(suite);
    if (members < FEWEST || !CipherSuiteId.rfc9420().contains(id)) {
      throw new ParameterException(
          spec.commandLine(), "two members at least, and one of " + CipherSuiteId.rfc9420());
    }
    new ScaleReport(spec.commandLine().getOut(), members).run(Engine.suite(id));
    return ExitCode.OK;
  }
}
