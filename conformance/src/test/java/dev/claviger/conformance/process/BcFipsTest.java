package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The approved suites with bc-fips in bcprov's place, in a JVM of its own. */
final class BcFipsTest {
  private static final Path JAR = Path.of("target/fips/bc-fips.jar");
  private static final int PRIMITIVES = 17;

  /** Also where the module itself refuses what is not approved. */
  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void groupsOfTheApprovedSuites_workWithItsPrimitivesAlone(String approvedOnly) {
    String shown =
        run(
            "-Dorg.bouncycastle.fips.approved_only=" + approvedOnly,
            ApprovedGroups.class.getName(),
            "BCFIPS");
    assertEquals(
        PRIMITIVES, shown.lines().filter(line -> line.endsWith(" by BCFIPS")).count(), shown);
    assertEquals(3, shown.lines().filter(line -> line.endsWith(" says approved")).count(), shown);
  }

  /** The other curves are the JDK's, since the vectors are of all suites. */
  @Test
  void vectors_holdWithIt() {
    String shown =
        run(
            "-Ddev.claviger.primitives=curves=BCFIPS,JDK;symmetric=BCFIPS",
            "dev.claviger.conformance.cli.Claviger",
            "vectors",
            "--strict",
            "src/test/resources/vectors");
    assertTrue(shown.contains("passed"), shown);
  }

  private static String run(String option, String... command) {
    if (Files.notExists(JAR)) {
      Loudly.notRun("the approved suites on bc-fips", JAR + " is not there: run it by Maven");
    }
    List<String> arguments = new ArrayList<>(List.of(option, "-cp", classPath()));
    arguments.addAll(List.of(command));
    return ChildJvm.run(arguments);
  }

  private static String classPath() {
    Stream<String> others =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("bcprov-"));
    return Stream.concat(others, Stream.of(JAR.toString()))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
