package dev.claviger.conformance.cli;

import dev.claviger.conformance.bench.BenchToken;
import dev.claviger.conformance.bench.NotRunException;
import dev.claviger.conformance.bench.TokenBench;
import dev.claviger.conformance.bench.TokenBenchReport;
import dev.claviger.conformance.bench.TokenBenchText;
import dev.claviger.conformance.bench.group.Cell;
import dev.claviger.conformance.bench.group.CellRunner;
import dev.claviger.conformance.bench.group.Comparison;
import dev.claviger.conformance.bench.group.Estimate;
import dev.claviger.conformance.bench.group.GroupBenchRun;
import dev.claviger.conformance.bench.group.GroupJson;
import dev.claviger.conformance.bench.group.GroupPage;
import dev.claviger.conformance.bench.group.GroupReport;
import dev.claviger.conformance.bench.group.GroupText;
import dev.claviger.conformance.bench.group.Journal;
import dev.claviger.conformance.bench.group.Pace;
import dev.claviger.conformance.bench.group.Plan;
import dev.claviger.conformance.bench.group.Result;
import dev.claviger.conformance.bench.group.Stacks;
import dev.claviger.conformance.tokencheck.Plain;
import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measurements beside something that is known. */
@Command(
    name = "bench",
    description = {
      "Measures operations on groups: of this build, of other stacks, and the sum of the"
          + " primitives",
      "they are made of. Processor time is of all Java threads."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private static final String SCRATCH = "bench";
  private static final String CORE_CRYPTO = "core-crypto";

  @Spec private CommandSpec spec;

  /** No option takes a PIN: it would end up in a shell's history. */
  static final class Token {
    @Option(names = "--library", required = true, description = "The vendor's PKCS#11 library.")
    private Path library;

    @Option(names = "--label", required = true, description = "The token's label.")
    private String label;

    @Option(
        names = "--pin-file",
        required = true,
        description = "A file with the PIN, its owner's only (mode 0600).")
    private Path pinFile;

    @Option(
        names = "--function-list",
        required = false,
        description = "The library's entry point, if it is not C_GetFunctionList.")
    private String functionList = BenchToken.USUAL_ENTRY;

    @Option(
        names = "--module-arguments",
        required = false,
        description = "What C_Initialize is given, where the library needs it (NSS).")
    private String moduleArguments = "";

    private BenchToken token() {
      return new BenchToken(
          library, label, PinSource.file(pinFile), functionList, moduleArguments, Map.of());
    }
  }

  @Option(names = "--quick", description = "Under three minutes; the figures are rough.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Writes the report there, as bench.json and bench.html. A run that is not quick and was"
              + " broken off goes on from what is there.")
  private Path out;

  @Option(
      names = "--suite",
      paramLabel = "N",
      split = ",",
      description = "The suites' code points (1; all that are measured whole: 1,2).")
  private List<Integer> suites = List.of();

  @Option(names = "--sizes", paramLabel = "N", split = ",", description = "Members of the groups.")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description =
          "Only what contains this of STACK/OPERATION/TREE/MEMBERS/SUITE/BYTES, for example"
              + " claviger/commit/full.")
  private String only = "";

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "A bench.json to compare with (${DEFAULT-VALUE}, if it is there).")
  private Path against = Path.of("docs/benchmarks.json");

  @Option(
      names = "--stacks",
      paramLabel = "NAME",
      split = ",",
      description = "Only these; claviger+sqlite too, which a run has only if it is named.")
  private List<String> stackNames = List.of();

  @Option(
      names = "--parameters",
      paramLabel = "NAME",
      description =
          "core-crypto: the operations, sizes and suites of core-crypto's own benchmarks, as far as"
              + " they are offered here.")
  private String parameters = "";

  @Override
  public Integer call() {
    List<Cell> cells = planned().stream().filter(cell -> cell.toString().contains(only)).toList();
    if (cells.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "no cell has " + only + " in its name");
    }
    try {
      show(run(cells));
      return ExitCode.OK;
    } catch (NotRunException e) {
      return refuse("did not run: " + Plain.line(e));
    } catch (IOException e) {
      return refuse(Plain.line(e) + ": could not be read or written");
    }
  }

  private List<Cell> planned() {
    if (!Stacks.names().containsAll(stackNames)) {
      throw new ParameterException(
          spec.commandLine(), "the stacks are " + String.join(", ", Stacks.names()));
    }
    Plan plan = new Plan(suites, sizes, stackNames);
    return switch (parameters) {
      case "" -> quick ? plan.quick() : plan.whole();
      case CORE_CRYPTO -> plan.ofCoreCrypto();
      default ->
          throw new ParameterException(spec.commandLine(), "there are no parameters " + parameters);
    };
  }

  private GroupReport run(List<Cell> cells) {
    String command = String.join(" ", spec.commandLine().getParseResult().originalArgs());
    GroupBenchRun run = new GroupBenchRun(command);
    GroupReport report = quick ? here(run, cells) : run.forked(forked(cells));
    spec.commandLine().getErr().println();
    return report;
  }

  private GroupReport here(GroupBenchRun run, List<Cell> cells) {
    try (Stacks stacks = new Stacks()) {
      return run.here(stacks, Pace.QUICK, cells, this::tell);
    }
  }

  private List<Result> forked(List<Cell> cells) {
    CellRunner runner = runner();
    spec.commandLine().getErr().println(Estimate.of(runner.waiting(cells), Pace.WHOLE));
    return runner.run(cells, this::tell);
  }

  /** A whole run takes an hour: in a folder it can be gone on with. */
  private CellRunner runner() {
    return out == null ? CellRunner.forked() : Journal.in(out, CellRunner.forked());
  }

  private void show(GroupReport report) throws IOException {
    GroupText.lines(report).forEach(out()::println);
    if (Files.exists(against)) {
      out().println();
      compared(report, Files.readString(against)).forEach(out()::println);
    }
    out().flush();
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("bench.json"), GroupJson.text(report));
      Files.writeString(out.resolve("bench.html"), GroupPage.page(report));
    }
  }

  private List<String> compared(GroupReport report, String before) {
    return GroupJson.isOlder(before)
        ? List.of(against + " is of an older format, not compared")
        : Comparison.lines(report, GroupJson.parse(before));
  }

  /** One dot a cell, for the one who waits; those of a JVM come together. */
  private void tell(Result result) {
    spec.commandLine().getErr().print('.');
    spec.commandLine().getErr().flush();
  }

  @Command(
      name = "token",
      description = {
        "Compares signatures and key agreements on a token with a C program that makes the same"
            + " calls with the same keys; gcc builds it first. By default the token is a SoftHSM's,"
            + " made for this and removed afterwards. Takes five minutes.",
        "Exits with 0 if it has measured, 2 if it could not, whatever the figures are."
      },
      mixinStandardHelpOptions = true)
  int token(
      @ArgGroup(exclusive = false, heading = "Another token than a new SoftHSM's:%n") Token token,
      @Option(names = "--quick", description = "Some seconds only; the figures are rough.")
          boolean quick,
      @Option(names = "--json", paramLabel = "OUT", description = "Writes the report as JSON.")
          Path json) {
    TokenBench.Effort effort = quick ? TokenBench.Effort.QUICK : TokenBench.Effort.WHOLE;
    try {
      TokenBenchReport report = token == null ? onScratch(effort) : on(token.token(), effort);
      TokenBenchText.lines(report).forEach(out()::println);
      out().flush();
      if (json != null) {
        Files.writeString(json, TokenBenchText.json(report));
      }
      return ExitCode.OK;
    } catch (NotRunException e) {
      return refuse("did not run: " + Plain.line(e));
    } catch (IOException e) {
      return refuse(Plain.line(e) + ": could not be written");
    }
  }

  private TokenBenchReport onScratch(TokenBench.Effort effort) {
    if (ScratchSoftHsm.missing().isPresent()) {
      throw new NotRunException(ScratchSoftHsm.missing().get());
    }
    try (ScratchSoftHsm scratch = ScratchSoftHsm.create(SCRATCH)) {
      return on(BenchToken.of(scratch, SCRATCH), effort);
    }
  }

  /** One dot a row, for the one who waits. */
  private TokenBenchReport on(BenchToken token, TokenBench.Effort effort) {
    PrintWriter err = spec.commandLine().getErr();
    TokenBenchReport report =
        TokenBench.run(
            token,
            effort,
            row -> {
              err.print('.');
              err.flush();
            });
    err.println();
    return report;
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println("claviger bench: " + why);
    return ExitCode.USAGE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
