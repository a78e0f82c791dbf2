package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.audit.AuditedVault;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SoftwareVault;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.provider.MlsProvider;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderSinkTest {
  @TempDir Path folder;

  @Test
  void useOfAKeyIsInTheRecording() throws Exception {
    CipherSuite suite = CipherSuite.getInstance(new CipherSuiteId(2), MlsProvider.standard());
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording();
        SoftwareVault software = SoftwareVault.create()) {
      recording.enable(FlightRecorderSink.EVENT);
      recording.start();
      AuditedVault vault = AuditedVault.failClosed(software, new FlightRecorderSink());
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, suite.signatureScheme());
      suite.signWithLabel(key.privateKey(), "label", key.publicKey());
      recording.stop();
      recording.dump(file);
      List<RecordedEvent> events =
          RecordingFile.readAllEvents(file).stream()
              .filter(event -> event.getString("key").equals(key.ref().toString()))
              .toList();
      assertEquals(
          List.of("GENERATE", "SIGN"), events.stream().map(e -> e.getString("operation")).toList());
      assertEquals("done", events.get(1).getString("outcome"));
    }
  }
}
