package dev.claviger.crypto.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.audit.HashChain.Verdict;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
  private static final int LINES = 5;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("audit.jsonl");
    write(LINES);
  }

  @Test
  void fileAsItWasWritten_isWhole_alsoWhenItWasOpenedAgain() throws IOException {
    assertEquals(LINES, whole().lines());
    write(2);
    assertEquals(LINES + 2, whole().lines());
    try (AuditFile audit = AuditFile.open(file, true)) {
      assertEquals(whole().head(), audit.head());
      assertEquals(LINES + 2, audit.lines());
    }
  }

  @Test
  void anyChangedByte_breaksTheChain() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (at % 2 == 0 ? 1 : 0x80);
      Files.write(file, changed);
      assertBroken();
    }
  }

  @Test
  void missingMovedOrAddedLine_breaksTheChain() throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> missing = new ArrayList<>(lines);
    missing.remove(2);
    assertBrokenAt(3, missing);
    List<String> moved = new ArrayList<>(lines);
    Collections.swap(moved, 1, 2);
    assertBrokenAt(2, moved);
    List<String> twice = new ArrayList<>(lines);
    twice.add(2, lines.get(1));
    assertBrokenAt(3, twice);
    List<String> headless = lines.subList(1, LINES);
    assertBrokenAt(1, headless);
  }

  @Test
  void linesMissingAtTheEnd_showAgainstAHeadKeptElsewhere() throws IOException {
    String head = whole().head();
    write(2);
    assertInstanceOf(Verdict.Whole.class, HashChain.verify(file, LINES, head));
    Files.write(file, Files.readAllLines(file).subList(0, LINES - 1));
    assertEquals(LINES - 1, whole().lines());
    assertEquals(
        LINES, assertInstanceOf(Verdict.Broken.class, HashChain.verify(file, LINES, head)).line());
    write(1);
    assertEquals(
        LINES, assertInstanceOf(Verdict.Broken.class, HashChain.verify(file, LINES, head)).line());
  }

  @Test
  void lineThatACrashCutOff_isDropped_andTheChainGoesOn() throws IOException {
    String last = Files.readAllLines(file).get(LINES - 1);
    Files.writeString(file, last.substring(0, 50), StandardOpenOption.APPEND);
    assertBroken();
    write(1);
    assertEquals(LINES + 1, whole().lines());
  }

  @Test
  void fileWhoseLastLineWasChanged_orThatIsNoneOfOurs_isNotWrittenTo() throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.replace("SIGN", "SING"));
    assertThrows(AuditException.class, () -> AuditFile.open(file, false));
    Path other = Files.writeString(folder.resolve("other"), "no audit file\n");
    assertThrows(AuditException.class, () -> AuditFile.open(other, false));
    assertEquals("no audit file\n", Files.readString(other));
  }

  @Test
  void fileInUse_isNotOpenedTwice() {
    try (AuditFile first = AuditFile.open(file, false)) {
      assertThrows(AuditException.class, () -> AuditFile.open(file, false));
      assertEquals(LINES, first.lines());
    }
  }

  @Test
  void threadsWriteOneChain() throws IOException {
    try (AuditFile audit = AuditFile.open(file, false)) {
      IntStream.range(0, 400).parallel().forEach(i -> audit.record(use()));
    }
    assertEquals(LINES + 400, whole().lines());
  }

  @Test
  void fileThatCannotBeWritten_isATypedError() {
    AuditFile audit = AuditFile.open(file, false);
    audit.close();
    AuditException e = assertThrows(AuditException.class, () -> audit.record(use()));
    assertTrue(e.getMessage().contains("could not be written"), e.getMessage());
  }

  private void write(int lines) {
    try (AuditFile audit = AuditFile.open(file, false)) {
      for (int i = 0; i < lines; i++) {
        audit.record(use());
      }
    }
  }

  private static KeyUse use() {
    return new KeyUse(
        Instant.now(),
        KeyUse.Operation.SIGN,
        "SoftHSM \"mls\"",
        Optional.of(KeyRef.of("pkcs11:token=mls;id=%01")),
        Optional.of(KeyPurpose.LEAF),
        "CKM_ECDSA",
        Optional.of(AgreementRoute.DIGEST_KEY),
        Optional.of(new GroupEpoch(Bytes.utf8("group"), -1)),
        Optional.empty(),
        Duration.ofMillis(1));
  }

  private Verdict.Whole whole() throws IOException {
    return assertInstanceOf(Verdict.Whole.class, HashChain.verify(file));
  }

  private void assertBroken() {
    try {
      assertInstanceOf(Verdict.Broken.class, HashChain.verify(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertBrokenAt(long line, List<String> lines) throws IOException {
    Files.write(file, lines);
    assertEquals(
        line,
        assertInstanceOf(Verdict.Broken.class, HashChain.verify(file)).line(),
        lines::toString);
  }
}
