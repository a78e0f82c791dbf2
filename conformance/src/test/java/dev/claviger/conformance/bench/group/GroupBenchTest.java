package dev.claviger.conformance.bench.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.peers.Apart;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The smallest slice through the whole pipe; its figures mean nothing. */
final class GroupBenchTest {
  private static final List<String> EVERYWHERE =
      List.of(
          "key_package/none/0/1/0",
          "build/none/3/1/0",
          "commit/full/2/1/0",
          "commit/full/5/1/0",
          "process/full/5/1/0",
          "protect/full/5/1/16",
          "unprotect/full/5/1/16",
          "export/full/5/1/0",
          "external_commit/full/5/1/0",
          "add/full/5/1/0",
          "remove/full/5/1/0",
          "join/full/5/1/0",
          "join/bare/5/1/0");

  @Test
  void everyOperationOfOurs_isMeasuredAndBounded() {
    GroupReport report = run(cells(Stacks.OURS).toList());
    for (Result result : report.results()) {
      assertNull(result.notRun(), () -> result.cell() + ": " + result.notRun());
      // Not the processor time: it is that of all threads, and those of other tests end meanwhile.
      assertTrue(result.figures().wallNanos().median() > 0, result.cell()::toString);
      assertTrue(report.bound(result.cell()).orElseThrow() > 0, result.cell()::toString);
    }
    int join = EVERYWHERE.indexOf("join/full/5/1/0");
    assertTrue(report.results().get(join).figures().messageBytes() > 1000, "the Welcome's size");
  }

  @Test
  void everyOperationOfBouncyCastle_isMeasured() {
    Apart.missing("bcmls")
        .ifPresent(why -> Loudly.notRunButUnderCi("Bouncy Castle's benchmark", why));
    for (Result result : run(cells(Stacks.BOUNCY_CASTLE).toList()).results()) {
      assertNull(result.notRun(), () -> result.cell() + ": " + result.notRun());
    }
  }

  /** All that it offers; what it does not is told, and nothing else. */
  @Test
  void everyOperationOfCoreCrypto_isMeasured() {
    Apart.missing("corecrypto")
        .ifPresent(why -> Loudly.notRunButUnderCi("core-crypto's benchmark", why));
    List<String> notOffered = List.of("external_commit/full/5/0x0001/0", "remove/full/5/0x0001/0");
    GroupReport report = run(cells(Stacks.CORE_CRYPTO).toList());
    List<String> notRun =
        report.results().stream()
            .filter(result -> result.figures() == null)
            .map(result -> result.cell().row())
            .toList();
    assertEquals(notOffered, notRun, () -> String.join("\n", GroupText.lines(report)));
  }

  /** A stack of which nothing was measured has no column, and is not passed over. */
  @Test
  void stackThatOffersNothing_isNamedInTheReport() {
    GroupReport report = run(List.of(Cell.parse("core-crypto/remove/full/5/1/0")));
    String text = String.join("\n", GroupText.lines(report));
    assertTrue(text.contains("NOT RUN: core-crypto/remove/full/5/0x0001/0 because "), text);
  }

  @Test
  void storedGroup_isOpened_andOneInMemoryTellsWhyNot() {
    GroupReport report =
        run(
            Stream.of("claviger+sqlite/open/full/5/1/0", "claviger/open/full/5/1/0")
                .map(Cell::parse)
                .toList());
    assertTrue(report.cpu(Stacks.STORED_WITHOUT_CONSCRYPT, report.rows().get(0)).orElseThrow() > 0);
    assertEquals("nothing is stored", report.results().get(1).notRun());
    String text = String.join("\n", GroupText.lines(report));
    assertTrue(
        text.contains("NOT RUN: claviger/open/full/5/0x0001/0 because nothing is stored"), text);
  }

  @Test
  void commitOfAStoredGroup_isSaidToWriteRows() {
    Cell cell = Cell.parse("claviger+sqlite/commit/full/5/1/0");
    Figures figures = run(List.of(cell)).results().get(0).figures();
    assertTrue(figures.storedRows() > 10, figures::toString);
    assertTrue(figures.storedBytes() > 1000, figures::toString);
  }

  @Test
  void report_isJsonAndAPage_andIsComparedWithItself() throws Exception {
    List<Cell> cells = new ArrayList<>();
    for (int size : List.of(2, 5)) {
      cells.add(Cell.parse("claviger/commit/full/" + size + "/1/0"));
    }
    GroupReport report = run(cells);
    assertEquals(report, GroupJson.parse(GroupJson.text(report)));

    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new InputSource(
                    new StringReader(GroupPage.page(report).replaceFirst("<!DOCTYPE html>", ""))));
    assertEquals(2, page.getElementsByTagName("tr").getLength() - 1);
    assertEquals(1, page.getElementsByTagName("svg").getLength());

    List<String> lines = Comparison.lines(report, report);
    assertEquals(1 + 1 + cells.size(), lines.size());
    assertTrue(lines.get(2).contains("1.00"), lines.get(2));
  }

  /** This process has no Conscrypt, and what is called by its name has it. */
  @Test
  void stackWithConscrypt_isNotRunWithoutIt() {
    GroupReport report = run(List.of(Cell.parse("claviger+conscrypt/commit/full/2/1/0")));
    assertEquals("Conscrypt is not on the class path", report.results().get(0).notRun());
  }

  @Test
  void reportOfTheFormatBefore_isToldFromOthers() {
    assertTrue(GroupJson.isOlder("{\"format\": \"claviger-bench-1\"}"));
    assertTrue(GroupJson.isOlder("{\"format\": \"claviger-bench-2\"}"));
    assertFalse(GroupJson.isOlder("{\"format\": \"claviger-bench-3\"}"));
    assertFalse(GroupJson.isOlder("[]"));
  }

  @Test
  void cell_isReadFromItsText() {
    for (Cell cell : new Plan(List.of(), List.of(), List.of()).whole()) {
      assertEquals(cell, Cell.parse(cell.toString()));
    }
    assertThrows(IllegalArgumentException.class, () -> Cell.parse("commit"));
  }

  private static Stream<Cell> cells(String stack) {
    return EVERYWHERE.stream().map(row -> Cell.parse(stack + "/" + row));
  }

  private static GroupReport run(List<Cell> cells) {
    try (Stacks stacks = new Stacks()) {
      return new GroupBenchRun("test").here(stacks, Pace.ONCE, cells, result -> {});
    }
  }
}
