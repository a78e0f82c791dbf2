package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.audit.AuditFile;
import dev.claviger.crypto.audit.AuditedVault;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.wire.Credential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditCommandTest {
  @TempDir Path folder;

  @Test
  void fileOfAGroup_isWhole_untilALineOfItIsChanged() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    String group = record(file);
    CommandRun whole = CommandRun.of("audit", "verify", file.toString());
    assertEquals(0, whole.exit(), whole.out());
    assertTrue(whole.out().contains(": whole, "), whole.out());
    String text = Files.readString(file);
    assertTrue(text.contains("\"group\":\"" + group + "\",\"epoch\":\"0\""), text);
    Files.writeString(file, text.replaceFirst("\"operation\":\"SIGN\"", "\"operation\":\"AGREE\""));
    CommandRun broken = CommandRun.of("audit", "verify", file.toString());
    assertEquals(1, broken.exit());
    assertTrue(broken.out().contains("BROKEN at line "), broken.out());
  }

  @Test
  void fileThatIsNotThere_isAskedWrongly() {
    assertEquals(2, CommandRun.of("audit", "verify", folder.resolve("none").toString()).exit());
    assertEquals(2, CommandRun.of("audit").exit());
  }

  /** A group in which the client says something; its name in hexadecimal. */
  private static String record(Path file) {
    try (AuditFile audit = AuditFile.open(file, false);
        SoftwareVault vault = SoftwareVault.create();
        MlsClient client =
            MlsClient.builder()
                .suite(
                    dev.claviger.conformance.vectors.Engine.suite(
                        new dev.claviger.crypto.CipherSuiteId(2)))
                .credential(Credential.basic("alice"))
                .vault(AuditedVault.failClosed(vault, audit))
                .build()) {
      Group group = client.createGroup();
      group.protect("recorded");
      return group.groupId().value().toHex();
    }
  }
}
