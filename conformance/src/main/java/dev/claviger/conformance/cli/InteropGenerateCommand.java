package dev.claviger.conformance.cli;

import dev.claviger.conformance.interop.generate.ScriptGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A random script. */
@Command(
    name = "generate",
    description = {
      "Makes a random script for a runner of the harness: 2 to 20 members, all proposal types.",
      "The same seed makes the same script."
    },
    mixinStandardHelpOptions = true)
final class InteropGenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--seed", required = true, paramLabel = "N", description = "Any number.")
  private long seed;

  @Option(
      names = "--steps",
      paramLabel = "K",
      defaultValue = "50",
      description = "How often the group changes or speaks (${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it, instead of standard output.")
  private Optional<Path> file;

  @Override
  public Integer call() throws IOException {
    if (steps < 0) {
      throw new ParameterException(spec.commandLine(), "--steps is not negative");
    }
    String script = ScriptGenerator.generate(seed, steps).toPrettyString();
    if (file.isPresent()) {
      Files.writeString(file.get(), script + "\n");
    } else {
      spec.commandLine().getOut().println(script);
      spec.commandLine().getOut().flush();
    }
    return ExitCode.OK;
  }
}
