package dev.claviger.conformance.cli;

import dev.claviger.conformance.vectors.generate.GeneratedVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes vectors of our own; the same seed gives the same bytes on every machine. */
@Command(
    name = "generate",
    description = "Writes vectors of our own in mlswg's formats, for all suites.",
    mixinStandardHelpOptions = true)
final class GenerateVectorsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Where to; files that are there are overwritten.")
  private Path folder;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What everything in them is derived from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(folder);
    long total = 0;
    for (Map.Entry<String, String> file : GeneratedVectors.generate(seed).entrySet()) {
      byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve(file.getKey()), text);
      out().println(file.getKey() + ": " + text.length + " bytes");
      total += text.length;
    }
    out().println("total: " + total + " bytes from seed " + seed);
    out().flush();
    return ExitCode.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
