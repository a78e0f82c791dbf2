package dev.claviger.conformance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.interop.runner.Outcome;
import dev.claviger.conformance.interop.runner.Peer;
import dev.claviger.conformance.interop.runner.Programme;
import dev.claviger.conformance.interop.runner.Report;
import dev.claviger.conformance.interop.runner.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The public scripts of the harness, and playing them in a test. */
public final class Scripts {
  private static final Path FOLDER =
      Path.of(System.getProperty("claviger.vectors", "vectors"), "interop");

  private Scripts() {}

  /** All of them, or the test says loudly that it did not run. */
  public static List<Script> all() {
    if (Files.notExists(FOLDER)) {
      Loudly.notRun("the public scripts of the harness", FOLDER + " does not exist");
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().flatMap(file -> Script.read(file).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where the tests run a second time, on a newer JDK, scripts are played in one suite only: they
   * are about what we say to others, and the rest has been played.
   */
  public static void mostlyOnOneJdk(int suite) {
    if (Boolean.getBoolean("claviger.secondRun") && suite > 1) {
      Loudly.notRun(
          "scripts in suite " + suite + " on this JDK", "they ran on the one that Maven runs on");
    }
  }

  /**
   * Plays scripts in one suite, and fails with the first transcript if one fails.
   *
   * @param addresses of the peers
   * @param casts how many assignments of roles at most
   * @param excused outcomes that may fail, for a reason that is known
   */
  public static void play(
      List<String> addresses,
      List<Script> scripts,
      int suite,
      List<Boolean> encryptions,
      int casts,
      Predicate<Outcome> excused) {
    List<Peer> peers = new ArrayList<>();
    try {
      addresses.forEach(address -> peers.add(Peer.connect(address)));
      Programme programme = new Programme(peers, scripts, List.of(suite), encryptions, casts);
      List<Outcome> outcomes = programme.play(outcome -> {});
      assertFalse(outcomes.isEmpty(), "nothing was played");
      List<Outcome> failed =
          outcomes.stream().filter(o -> !o.passed()).filter(excused.negate()).toList();
      assertEquals(0, failed.size(), () -> String.join("\n", Report.failure(failed.get(0))));
      System.out.println(
          "interop: suite " + suite + " of " + names(peers) + ": " + new Report(outcomes).counts());
    } finally {
      peers.forEach(Peer::close);
    }
  }

  private static List<String> names(List<Peer> peers) {
    return peers.stream().map(Peer::name).toList();
  }
}
