package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.contract.Tpm;
import dev.claviger.hsm.scratch.ScratchTpm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code token check} says of a token that can sign and nothing else. */
public final class TpmTokenCommandTest {
  @TempDir Path folder;

  @Test
  void tpm_isForSignatureKeysOnly_andNothingIsLeftOnIt() throws IOException {
    ScratchTpm tpm = Tpm.of(TpmTokenCommandTest.class);
    Path pin =
        Files.createFile(
            folder.resolve("pin"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(pin, new String(tpm.pin()));

    CommandRun run =
        CommandRun.of(
            "token",
            "check",
            "--quick",
            "--library",
            tpm.library().toString(),
            "--label",
            TpmTokenCommandTest.class.getSimpleName(),
            "--pin-file",
            pin.toString());

    for (String suite : List.of("0x0002", "0x0007")) {
      assertSaid(run, suite + ": signature only, no agreement");
      assertSaid(run, suite + " leaf key, offered: ");
      assertSaid(run, "it has no CKM_ECDH1_DERIVE");
    }
    for (String suite : List.of("0x0001", "0x0003", "0x0004", "0x0005", "0x0006")) {
      assertSaid(run, suite + ": none of the keys can live here, ");
    }
    assertSaid(run, "In none of the 7 suites can all keys of a member live on ");
    assertSaid(run, "Nothing is left behind: keys before 0, after 0.");
    assertEquals(1, run.exit(), run.err());
  }

  private static void assertSaid(CommandRun run, String text) {
    assertTrue(run.out().contains(text), text + " is not in\n" + run.out() + run.err());
  }
}
