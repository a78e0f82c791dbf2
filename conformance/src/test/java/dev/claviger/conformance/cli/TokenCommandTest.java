package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.contract.SoftHsm;
import dev.claviger.conformance.tokencheck.HtmlReport;
import dev.claviger.conformance.tokencheck.JsonReport;
import dev.claviger.conformance.tokencheck.TokenReport;
import dev.claviger.crypto.CipherSuiteId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public final class TokenCommandTest {
  private static final String LIVE = "keys can live here; route DIGEST_KEY, dh never leaves";

  @TempDir Path folder;

  @Test
  void softHsm_carriesAllSuitesWholly_andNothingIsLeftOnIt() throws IOException {
    Path json = folder.resolve("report.json");
    Path html = folder.resolve("report.html");
    long before = SoftHsm.tokenObjects(TokenCommandTest.class);

    CommandRun run = check("--quick", "--json", json.toString(), "--html", html.toString());

    assertEquals(0, run.exit(), run.err() + run.out());
    assertEquals(before, SoftHsm.tokenObjects(TokenCommandTest.class));
    for (CipherSuiteId suite : CipherSuiteId.rfc9420()) {
      String curve = suite.value() % 2 == 1 && suite.value() < 5 ? "X25519" : "X448";
      String verdict =
          List.of(2, 5, 7).contains(suite.value())
              ? "; init and leaf keys resident or wrapped\n"
              : "; keys resident only, the token does not wrap " + curve + "\n";
      assertTrue(run.out().contains(suite + ": " + LIVE + verdict), run.out());
    }
    assertTrue(run.out().contains("Nothing is left behind: keys before 0, after 0."), run.out());
    TokenReport report = JsonReport.parse(Files.readString(json));
    assertEquals(7, report.wholeSuites());
    assertEquals(HtmlReport.page(report), Files.readString(html));
  }

  @Test
  void tokenThatIsNotReached_isSaidInOneLine() {
    String library = SoftHsm.of(TokenCommandTest.class).library().toString();
    assertRefused(
        CommandRun.of("token", "check", "--library", library, "--label", "no such token"),
        "no such token");
    assertRefused(
        CommandRun.of("token", "check", "--library", "/no/library.so", "--label", "x"),
        "/no/library.so");
  }

  @Test
  void wrongQuestion_isRefusedBeforeTheTokenIsTouched() throws IOException {
    assertRefused(check("--sessions", "0"), "--sessions");
    assertRefused(check("--patience", "0"), "--patience");
    assertRefused(check("--json", folder.resolve("no/such/file").toString()), "cannot be written");
    assertRefused(check("--html", folder.toString()), "cannot be written");
    assertEquals(2, CommandRun.of("token").exit());
    assertEquals(2, CommandRun.of("token", "check").exit());
  }

  private CommandRun check(String... arguments) throws IOException {
    String[] all = new String[arguments.length + 1];
    all[0] = "check";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return TokenRun.of(TokenCommandTest.class, folder, "token", all);
  }

  private static void assertRefused(CommandRun run, String why) {
    assertEquals(2, run.exit(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(why), run.err());
    assertFalse(run.out().contains("0x0001"), run.out());
  }
}
