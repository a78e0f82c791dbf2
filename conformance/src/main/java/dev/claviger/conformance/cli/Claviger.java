package dev.claviger.conformance.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The {@code claviger} command. It exits with 0 if all is well, 1 if something failed, 2 if it was
 * asked wrongly.
 */
@Command(
    name = "claviger",
    description = "Checks and measures this build of Claviger, RFC 9420 for the JCA.",
    mixinStandardHelpOptions = true,
    version = "claviger 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      VectorsCommand.class,
      ProvidersCommand.class,
      DemoCommand.class,
      CapabilitiesCommand.class,
      RulesCommand.class,
      AuditCommand.class,
      TreeCommand.class,
      ScaleCommand.class,
      KeyCommand.class,
      TokenCommand.class,
      BenchCommand.class,
      InteropCommand.class
    })
public final class Claviger implements Callable<Integer> {
  @Spec private CommandSpec spec;

  public static void main(String... args) {
    System.exit(commandLine().execute(args));
  }

  /** The command with its error handling, for a test to call in its own process. */
  static CommandLine commandLine() {
    return new CommandLine(new Claviger())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Claviger::reportUsage)
        .setExecutionExceptionHandler(Claviger::report);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  private static int reportUsage(CommandLine.ParameterException mistake, String... arguments) {
    CommandLine command = mistake.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + mistake.getMessage() + " (" + name + " --help)");
    return CommandLine.ExitCode.USAGE;
  }

  /** One line: a stack trace helps nobody at a prompt. {@code CLAVIGER_DEBUG} asks for it. */
  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + reason(failure));
    if (System.getenv("CLAVIGER_DEBUG") != null) {
      failure.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String reason(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
