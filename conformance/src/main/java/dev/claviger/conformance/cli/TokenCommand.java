package dev.claviger.conformance.cli;

import dev.claviger.conformance.tokencheck.Effort;
import dev.claviger.conformance.tokencheck.HtmlReport;
import dev.claviger.conformance.tokencheck.JsonReport;
import dev.claviger.conformance.tokencheck.NoAnswerException;
import dev.claviger.conformance.tokencheck.Patience;
import dev.claviger.conformance.tokencheck.Plain;
import dev.claviger.conformance.tokencheck.TextReport;
import dev.claviger.conformance.tokencheck.TokenCheck;
import dev.claviger.conformance.tokencheck.TokenReport;
import dev.claviger.hsm.Pkcs11Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a token can carry, for its operator. */
@Command(
    name = "token",
    description = "Finds out what a PKCS#11 token can carry.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {
  private static final Duration MEASURED = Duration.ofMillis(300);

  /** As many as a vault uses at once. */
  private static final int MOST_SESSIONS = 16;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which of the commands?");
  }

  @Command(
      name = "check",
      description =
          "Lets keys of each suite live on the token for a moment, uses and destroys them, and says"
              + " which suites it can carry. Exits with 0 if that is one at least, 1 if none, 2 if"
              + " it was asked wrongly or there is no such token.",
      mixinStandardHelpOptions = true)
  int check(
      @Mixin TokenOptions token,
      @Option(names = "--quick", description = "Does not measure uses per second.") boolean quick,
      @Option(
              names = "--sessions",
              defaultValue = "4",
              paramLabel = "N",
              description = "Measures with so many sessions too, up to 16 (${DEFAULT-VALUE}).")
          int sessions,
      @Option(
              names = "--patience",
              defaultValue = "90",
              paramLabel = "SECONDS",
              description =
                  "Waits so long for each answer of the token (${DEFAULT-VALUE}); one that hangs is"
                      + " said to, and is asked no more after the second time.")
          int seconds,
      @Option(names = "--json", paramLabel = "OUT", description = "Writes the report as JSON.")
          Path json,
      @Option(names = "--html", paramLabel = "OUT", description = "Writes the report as a page.")
          Path html) {
    if (sessions < 1 || sessions > MOST_SESSIONS) {
      return refuse("--sessions is 1 to " + MOST_SESSIONS + ", not " + sessions);
    }
    if (seconds < 1) {
      return refuse("--patience is a second at least, not " + seconds);
    }
    for (Path file : new Path[] {json, html}) {
      if (file != null && !canWrite(file)) {
        return refuse(file + ": cannot be written");
      }
    }
    Duration limit = Duration.ofSeconds(seconds);
    Patience patience = new Patience(limit);
    Pkcs11Vault vault;
    try {
      vault = token.asksSomebody() ? token.open() : patience.get(token::open);
    } catch (RuntimeException e) {
      return refuse(Plain.line(e));
    }
    try {
      print("Checking " + Plain.line(vault.name()) + " …");
      TokenReport report =
          TokenCheck.run(vault, new Effort(quick ? Duration.ZERO : MEASURED, sessions, limit));
      print(TextReport.lines(report).toArray(String[]::new));
      write(json, JsonReport.text(report));
      write(html, HtmlReport.page(report));
      return report.wholeSuites() > 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IOException e) {
      return refuse(Plain.line(e) + ": could not be written");
    } finally {
      close(vault, patience);
    }
  }

  /** A token that hangs does so here too; all that is open ends with this process. */
  private static void close(Pkcs11Vault vault, Patience patience) {
    try {
      patience.close(vault);
    } catch (NoAnswerException e) {
      // The report has said so.
    }
  }

  /** Asked before the token is, which may take minutes. */
  private static boolean canWrite(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return Files.exists(file)
        ? Files.isRegularFile(file) && Files.isWritable(file)
        : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
  }

  private static void write(Path file, String text) throws IOException {
    if (file != null) {
      Files.writeString(file, text);
    }
  }

  private void print(String... lines) {
    PrintWriter out = spec.commandLine().getOut();
    Stream.of(lines).forEach(out::println);
    out.flush();
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println("claviger token check: " + why);
    return ExitCode.USAGE;
  }
}
