package dev.claviger.conformance.cli;

import dev.claviger.conformance.interop.runner.MalformedScriptException;
import dev.claviger.conformance.interop.runner.Outcome;
import dev.claviger.conformance.interop.runner.Peer;
import dev.claviger.conformance.interop.runner.Programme;
import dev.claviger.conformance.interop.runner.Report;
import dev.claviger.conformance.interop.runner.Script;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays scripts over servers of the harness. */
@Command(
    name = "run",
    description = {
      "Plays scripts over servers of the harness, with every assignment of roles.",
      "Exits with 0 only if every play passed."
    },
    mixinStandardHelpOptions = true)
final class InteropRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--client",
      required = true,
      paramLabel = "HOST:PORT",
      description = "A server of the harness; as often as there are.")
  private List<String> addresses = List.of();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Scripts, or a folder of *.json files; as often as needed.")
  private List<Path> configs = List.of();

  @Option(names = "--script", paramLabel = "NAME", description = "Only this one, FILE/NAME.")
  private Optional<String> only;

  @Option(
      names = "--suite",
      paramLabel = "N",
      description = "A cipher suite, by its code point; by default all that the servers share.")
  private List<Integer> suites = List.of();

  @Option(names = "--public", description = "Handshakes as PublicMessage only.")
  private boolean inClear;

  @Option(names = "--private", description = "Handshakes as PrivateMessage only.")
  private boolean encrypted;

  @Option(
      names = "--casts",
      paramLabel = "N",
      defaultValue = "64",
      description = "At most so many assignments of roles of one script (${DEFAULT-VALUE}).")
  private int casts;

  @Option(names = "--json", paramLabel = "OUT", description = "Writes all results to this file.")
  private Optional<Path> json;

  @Option(
      names = "--page",
      paramLabel = "FILE",
      description = "Writes the matrix into this page, between its two marks.")
  private Optional<Path> page;

  @Option(
      names = "--about",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What the page says of the servers: their versions, which they do not tell.")
  private String about;

  private final Set<String> begun = new HashSet<>();

  @Override
  public Integer call() {
    if (casts < 1) {
      throw new ParameterException(spec.commandLine(), "--casts is at least 1");
    }
    List<Script> scripts = scripts();
    List<Peer> peers = new ArrayList<>();
    try {
      addresses.forEach(address -> peers.add(connect(address)));
      Programme programme = new Programme(peers, scripts, suites(peers), encryptions(), casts);
      if (programme.suites().isEmpty()) {
        throw new ParameterException(spec.commandLine(), "the servers share no such suite");
      }
      Report report = new Report(programme.play(this::told));
      out().println();
      report.matrix().forEach(out()::println);
      out().println("total: " + report.counts());
      out().flush();
      json.ifPresent(report::writeJson);
      page.ifPresent(file -> MatrixPage.write(file, about, peers, report));
      return report.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    } finally {
      peers.forEach(Peer::close);
    }
  }

  private Peer connect(String address) {
    Peer peer = Peer.connect(address);
    out().println(address + ": " + peer.name() + ", suites " + peer.suites());
    out().flush();
    return peer;
  }

  private void told(Outcome outcome) {
    String key = outcome.script().name() + ", suite " + outcome.cast().suite();
    if (begun.add(key)) {
      out().println(key);
    }
    if (!outcome.passed()) {
      Report.failure(outcome).forEach(out()::println);
    }
    out().flush();
  }

  private List<Script> scripts() {
    List<Script> scripts = new ArrayList<>();
    try {
      for (Path path : VectorPaths.expand(configs, this::usageError)) {
        scripts.addAll(Script.read(path));
      }
    } catch (MalformedScriptException e) {
      throw usageError(e.getMessage());
    }
    only.ifPresent(name -> scripts.removeIf(script -> !script.name().equals(name)));
    if (scripts.isEmpty()) {
      throw usageError("there is no such script");
    }
    return scripts;
  }

  private Set<Integer> suites(List<Peer> peers) {
    Set<Integer> all = new TreeSet<>(suites);
    if (all.isEmpty()) {
      peers.forEach(peer -> all.addAll(peer.suites()));
    }
    return all;
  }

  private List<Boolean> encryptions() {
    if (inClear == encrypted) {
      return List.of(true, false);
    }
    return List.of(encrypted);
  }

  private ParameterException usageError(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
