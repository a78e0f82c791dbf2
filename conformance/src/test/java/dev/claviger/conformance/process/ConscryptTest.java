package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.bench.group.ClassPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With Conscrypt on the class path, in a JVM of its own: the engine takes much of it then. */
final class ConscryptTest {
  private static final String OPERATION = "(open 1 KiB|verify|agree)";
  private static final Path FOLDER = Path.of("target/conscrypt");

  @Test
  void vectors_holdWithIt() {
    String shown = run("vectors", "--strict", "src/test/resources/vectors");
    assertTrue(shown.contains("passed"), shown);
  }

  @Test
  void engine_takesItForSignaturesAgreementsAndAeads() {
    String shown = run("providers");
    for (String primitive :
        List.of("AES-128-GCM", "AES-256-GCM", "CHACHA20-POLY1305", "X25519", "Ed25519")) {
      assertTrue(
          shown
              .lines()
              .anyMatch(line -> line.matches(primitive + " +" + OPERATION + " +Conscrypt .*")),
          primitive + " in\n" + shown);
    }
  }

  private static String run(String... command) {
    List<String> arguments =
        new ArrayList<>(List.of("-cp", classPath(), "dev.claviger.conformance.cli.Claviger"));
    arguments.addAll(List.of(command));
    return ChildJvm.run(arguments);
  }

  private static String classPath() {
    if (Files.notExists(FOLDER)) {
      Loudly.notRun("primitives of Conscrypt", FOLDER + " is not there: run it by Maven");
    }
    return ClassPath.of("claviger+conscrypt");
  }
}
