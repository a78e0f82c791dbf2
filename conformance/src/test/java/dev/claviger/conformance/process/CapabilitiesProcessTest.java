package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.conformance.Loudly;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesProcessTest {
  @Test
  void thePageOfCapabilities_isWhatTheVaultsAnswer() throws IOException {
    ScratchSoftHsm.missing().ifPresent(why -> Loudly.notRun("CAPABILITIES.md", why));

    String answered =
        ChildJvm.run(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "dev.claviger.conformance.cli.Claviger",
                "capabilities"));
    String page = Files.readString(Path.of("../CAPABILITIES.md")).strip();

    // A newer JVM may print warnings of its own before the page.
    assertEquals(page, answered.substring(Math.max(0, answered.indexOf("# Which vault"))));
  }
}
