package dev.claviger.conformance.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Trying this stack on others, by mlswg's harness. */
@Command(
    name = "interop",
    description = "Tries stacks of RFC 9420 on each other, by the gRPC harness of mlswg.",
    subcommands = {
      InteropServeCommand.class,
      InteropRunCommand.class,
      InteropGenerateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class InteropCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
