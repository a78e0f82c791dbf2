package dev.claviger.conformance.cli;

import dev.claviger.conformance.bench.Candidate;
import dev.claviger.crypto.primitive.Primitive;
import dev.claviger.crypto.primitive.Primitives;
import dev.claviger.provider.MlsProvider;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which implementation of each primitive the engine chose here, and what each would give. */
@Command(
    name = "providers",
    description = {
      "Prints which implementation of each primitive is in use, and measures every candidate.",
      "The order in which they are asked is set by CLAVIGER_JVM_ARGS=-Ddev.claviger.primitives=…,",
      "for example curves=BC,JDK;symmetric=JDK;Ed25519=BC"
    },
    mixinStandardHelpOptions = true)
final class ProvidersCommand implements Callable<Integer> {
  private static final String ROW = "%-18s %-11s %-11s %9s  %s%n";

  @Spec private CommandSpec spec;

  @Option(
      names = "--millis",
      paramLabel = "N",
      defaultValue = "250",
      description =
          "How long each operation is measured, after as long a warm-up (${DEFAULT-VALUE}).")
  private int millis;

  /** Why a backend was refused, and for which primitives. */
  private final Map<String, List<String>> refusals = new LinkedHashMap<>();

  @Override
  public Integer call() {
    Primitives primitives = Primitives.of(MlsProvider.standard());
    out()
        .printf(
            "JDK %s (%s), one thread, operations a second%n",
            System.getProperty("java.version"), System.getProperty("java.vendor"));
    out().printf(ROW, "primitive", "operation", "chosen", "rate", "other candidates");
    Primitive.all().forEach(primitive -> print(primitives, primitive));
    refusals.forEach((why, which) -> out().println("refused: " + why + scope(which)));
    out().flush();
    return ExitCode.OK;
  }

  private void print(Primitives primitives, Primitive primitive) {
    String chosen = primitives.choice(primitive).backend();
    List<Candidate.Measured> measured = new ArrayList<>();
    for (String backend : primitives.candidates(primitive)) {
      Candidate candidate = Candidate.measure(primitive, backend, Duration.ofMillis(millis));
      if (candidate instanceof Candidate.Measured rates) {
        measured.add(rates);
      } else if (candidate instanceof Candidate.Refused refused) {
        refusals
            .computeIfAbsent(refused.backend() + ": " + refused.reason(), why -> new ArrayList<>())
            .add(primitive.name());
      }
    }
    for (String operation : measured.get(0).rates().keySet()) {
      printRow(primitive.name(), operation, chosen, measured);
    }
    out().flush();
  }

  private void printRow(
      String primitive, String operation, String chosen, List<Candidate.Measured> measured) {
    String rate = "";
    List<String> others = new ArrayList<>();
    for (Candidate.Measured candidate : measured) {
      String measuredRate = candidate.rates().get(operation).toString();
      if (candidate.backend().equals(chosen)) {
        rate = measuredRate;
      } else {
        others.add(candidate.backend() + " " + measuredRate);
      }
    }
    out().printf(ROW, primitive, operation, chosen, rate, String.join(", ", others));
  }

  private static String scope(List<String> primitives) {
    return primitives.size() == Primitive.all().size()
        ? " (everywhere)"
        : " (" + String.join(", ", primitives) + ")";
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
