package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VectorsCommandTest {
  @TempDir Path folder;

  @Test
  void noCommand_isAskedWrongly() {
    CommandRun run = CommandRun.of();
    assertEquals(2, run.exit());
    assertTrue(run.err().startsWith("Usage: claviger"), run.err());
  }

  @Test
  void unknownPath_isOneLineAndTwo() {
    CommandRun run = CommandRun.of("vectors", folder.resolve("nowhere").toString());
    assertEquals(2, run.exit());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("no such file or folder"), run.err());
  }

  @Test
  void emptyFolder_isAskedWrongly() {
    assertEquals(2, CommandRun.of("vectors", folder.toString()).exit());
  }

  @Test
  void malformedJson_isOneLineAndOne() throws IOException {
    CommandRun run =
        CommandRun.of("vectors", write("tree-math.json", "[{\"n_leaves\": ").toString());
    assertEquals(1, run.exit());
    assertEquals(2, run.out().lines().count(), run.out());
    assertTrue(run.out().startsWith("tree-math.json: not checked: not JSON"), run.out());
  }

  @Test
  void fileWithoutVectors_isAFailure() throws IOException {
    assertEquals(1, CommandRun.of("vectors", write("crypto-basics.json", "[]").toString()).exit());
  }

  @Test
  void missingField_failsItsVectorOnly() throws IOException {
    CommandRun run =
        CommandRun.of("vectors", "--verbose", write("crypto-basics.json", "[{}]").toString());
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("crypto-basics.json: 0 passed, 1 failed, 0 not run"), run.out());
    assertTrue(run.out().contains("  [0]: field \"cipher_suite\" is missing"), run.out());
  }

  @Test
  void unknownFormat_saysHowToNameIt() throws IOException {
    CommandRun run = CommandRun.of("vectors", write("renamed.json", "[{\"a\": 1}]").toString());
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("--type NAME"), run.out());
  }

  @Test
  void unknownType_isAskedWrongly() throws IOException {
    Path file = write("renamed.json", "[{}]");
    assertEquals(2, CommandRun.of("vectors", "--type", "nope", file.toString()).exit());
  }

  @Test
  void formatNotSupportedYet_isSaid_andFailsOnlyIfStrict() throws IOException {
    String file = write("any.json", "[{\"eseed\": \"00\"}, {}]").toString();
    CommandRun run = CommandRun.of("vectors", file);
    assertEquals(0, run.exit());
    assertTrue(
        run.out()
            .startsWith(
                "any.json: 0 passed, 0 failed, 2 not run (format not supported yet: xwing)"),
        run.out());
    assertEquals(1, CommandRun.of("vectors", "--strict", file).exit());
  }

  @Test
  void namedType_goesBeforeTheName() throws IOException {
    String file = write("renamed.json", "[{\"cipher_suite\": 2570}]").toString();
    CommandRun run = CommandRun.of("vectors", "--type", "crypto-basics", file);
    assertEquals(0, run.exit(), run.out());
    assertTrue(run.out().contains("1 not run (suite 0x0A0A not supported)"), run.out());
  }

  private Path write(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json);
  }
}
