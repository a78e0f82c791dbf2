package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.conformance.Loudly;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Claviger and SunPKCS11 in one process, on one library, which has one state for both: who
 * initialised it, and whether it is logged in. Each is there first and second, and gone first and
 * second.
 */
class SunNeighbourTest {
  private static final String LABEL = "neighbours";
  private static final String PIN = "1234";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "we-open sun-opens we-sign sun-signs we-end sun-signs",
        "sun-opens we-open we-sign sun-signs we-end sun-signs",
        "sun-opens we-open-to-finalise we-sign sun-signs we-end sun-signs",
        "we-open sun-opens we-end sun-signs we-open we-sign sun-signs"
      })
  void whenWeEnd_theOtherGoesOn(String steps) throws IOException {
    assertAllDone(steps);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "we-open sun-opens we-sign sun-signs sun-logs-out we-sign we-make-a-key",
        "sun-opens we-open we-sign sun-signs sun-logs-out we-sign we-make-a-key",
        "we-open sun-opens we-sign sun-signs sun-ends we-sign we-make-a-key we-end",
        "sun-opens we-open we-sign sun-signs sun-ends we-sign we-make-a-key we-end",
        "sun-opens we-open-to-finalise sun-ends we-sign we-end we-open we-sign"
      })
  void whenTheOtherLogsOut_orFinalises_weGoOn(String steps) throws IOException {
    assertAllDone(steps);
  }

  /** So finalizeOnClose is off unless asked for, and heeded only where the library is ours. */
  @Test
  void whenWeFinaliseWhatWeInitialised_theOtherIsAtItsEnd() throws IOException {
    assertAllDone("we-open-to-finalise sun-opens sun-signs we-end sun-cannot-sign we-open we-sign");
  }

  private void assertAllDone(String steps) throws IOException {
    ScratchSoftHsm.missing()
        .ifPresent(why -> Loudly.notRunButUnderCi("SunPKCS11 beside our own binding", why));
    Path pin = folder.resolve("pin");
    Files.createFile(
        pin, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(pin, PIN + "\n");
    List<String> all = List.of(steps.split(" ", -1));
    try (ScratchSoftHsm softHsm = ScratchSoftHsm.forAnotherProcess(PIN, LABEL)) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--add-opens=jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED",
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SunNeighbourChild.class.getName(),
                  softHsm.library().toString(),
                  LABEL,
                  pin.toString()));
      arguments.addAll(all);
      String said =
          ChildJvm.run(arguments, Map.of("SOFTHSM2_CONF", softHsm.configuration().toString()));
      assertEquals(
          all,
          said.lines()
              .filter(line -> line.startsWith("done: "))
              .map(line -> line.substring("done: ".length()))
              .toList(),
          said);
    }
  }
}
