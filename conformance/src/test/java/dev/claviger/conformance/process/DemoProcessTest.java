package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoProcessTest {
  @Test
  void theDemonstrationHolds_onAThrowAwaySoftHsmToken() {
    ScratchSoftHsm.missing()
        .ifPresent(why -> Loudly.notRun("the demonstration on a real token", why));

    String shown =
        ChildJvm.run(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "dev.claviger.conformance.cli.Claviger",
                "demo"));

    assertTrue(shown.endsWith("claims held."), shown);
    assertTrue(shown.contains("pkcs11:token=mls") && shown.contains("DIGEST_KEY"), shown);
  }
}
