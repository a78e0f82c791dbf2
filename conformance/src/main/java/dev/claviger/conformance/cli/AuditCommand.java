package dev.claviger.conformance.cli;

import dev.claviger.crypto.audit.HashChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at audit files. */
@Command(
    name = "audit",
    description = "Checks the files in which the uses of private keys are recorded.",
    mixinStandardHelpOptions = true,
    subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }

  @Command(
      name = "verify",
      description =
          "Verifies that no line of an audit file was changed, added, moved or taken out; with"
              + " --lines and --head, kept elsewhere, that none is missing at the end.",
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    @Parameters(description = "The audit file.")
    private Path file;

    @Option(names = "--lines", description = "How many lines there were when --head was noted.")
    private Long lines;

    @Option(names = "--head", description = "The hash of the last of those lines.")
    private String head;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      if ((lines == null) != (head == null)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "--lines and --head go together");
      }
      if (!Files.isRegularFile(file)) {
        throw new CommandLine.ParameterException(spec.commandLine(), file + ": no such file");
      }
      HashChain.Verdict verdict =
          lines == null ? HashChain.verify(file) : HashChain.verify(file, lines, head);
      if (verdict instanceof HashChain.Verdict.Whole whole) {
        say(file + ": whole, " + whole.lines() + " lines, head " + whole.head());
        return 0;
      }
      HashChain.Verdict.Broken broken = (HashChain.Verdict.Broken) verdict;
      say(file + ": BROKEN at line " + broken.line() + ": " + broken.reason());
      return 1;
    }

    private void say(String line) {
      spec.commandLine().getOut().println(line);
      spec.commandLine().getOut().flush();
    }
  }
}
