package dev.claviger.conformance.cli;

import dev.claviger.conformance.vectors.MalformedVectorException;
import dev.claviger.conformance.vectors.Tally;
import dev.claviger.conformance.vectors.VectorFile;
import dev.claviger.conformance.vectors.VectorFormat;
import dev.claviger.conformance.vectors.VectorFormats;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks files of test vectors: one line a file, and a total. */
@Command(
    name = "vectors",
    description = "Checks files of mlswg, RFC 9180 and Wycheproof test vectors.",
    subcommands = GenerateVectorsCommand.class,
    mixinStandardHelpOptions = true)
final class VectorsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Files, or folders of *.json files.")
  private List<Path> paths = List.of();

  @Option(
      names = "--type",
      paramLabel = "NAME",
      description = "The format of every file given, instead of what its name or content tells.")
  private Optional<String> type;

  @Option(
      names = "--verbose",
      description = "Says of each failed vector what was wrong, not of the first alone.")
  private boolean verbose;

  @Option(names = "--strict", description = "Exits with 1 also if a vector was not run.")
  private boolean strict;

  private final Tally total = new Tally();
  private int files;
  private int unreadable;

  @Override
  public Integer call() {
    if (paths.isEmpty()) {
      throw usageError("name files or folders of vectors");
    }
    Optional<VectorFormat> forced = type.map(this::formatNamed);
    List<Path> found = VectorPaths.expand(paths, this::usageError);
    found.forEach(path -> check(path, forced));
    out().println("total: " + counted(files) + ": " + total.counts() + unreadableNote());
    out().flush();
    boolean failed = total.failed() + unreadable > 0 || (strict && total.notRun() > 0);
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void check(Path path, Optional<VectorFormat> forced) {
    files++;
    try {
      VectorFile file = VectorFile.read(path);
      VectorFormat format =
          forced.or(() -> VectorFormats.of(file)).orElseThrow(() -> unknownFormat());
      report(file.name(), format.run(file));
    } catch (MalformedVectorException e) {
      notChecked(path, e.getMessage());
    } catch (UncheckedIOException e) {
      notChecked(path, "it cannot be read: " + e.getCause());
    } catch (RuntimeException e) {
      notChecked(path, "it has not the shape of its format: " + e);
    }
  }

  private void notChecked(Path path, String reason) {
    unreadable++;
    out().println(path.getFileName() + ": not checked: " + reason);
  }

  private void report(String name, Tally tally) {
    if (tally.total() == 0) {
      throw new MalformedVectorException("it holds no vectors");
    }
    out().println(name + ": " + tally.summary());
    List<String> failures = tally.failures();
    int shown = verbose ? failures.size() : Math.min(1, failures.size());
    failures.subList(0, shown).forEach(failure -> out().println("  " + failure));
    if (shown < failures.size()) {
      out().println("  and " + (failures.size() - shown) + " more; --verbose shows all");
    }
    out().flush();
    total.add(tally);
  }

  private VectorFormat formatNamed(String name) {
    return VectorFormats.named(name)
        .orElseThrow(
            () ->
                usageError(
                    "no vector format is called \"" + name + "\"; there are: " + formatNames()));
  }

  private static MalformedVectorException unknownFormat() {
    return new MalformedVectorException(
        "neither its name nor its content tells the format; --type NAME does: " + formatNames());
  }

  private static String formatNames() {
    return String.join(", ", VectorFormats.names());
  }

  private String unreadableNote() {
    return unreadable == 0 ? "" : ", " + counted(unreadable) + " not checked";
  }

  private static String counted(int files) {
    return files == 1 ? "1 file" : files + " files";
  }

  private ParameterException usageError(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
