package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.contract.SoftHsm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public final class KeyCommandTest {
  @TempDir Path folder;

  @Test
  void keyIsMade_listed_certified_andDestroyed() throws Exception {
    for (String suite : List.of("1", "2", "4", "5", "7")) {
      String ref = run("generate", "--suite", suite).out().lines().findFirst().orElseThrow();
      assertTrue(run("list").out().contains(ref));
      assertTrue(run("show", ref).out().contains("never extractable  true"));
      Path request = folder.resolve("request.pem");
      run("csr", ref, "--subject", "CN=alice,O=Example", "--out", request.toString());
      assertVerifies(request);
      assertEquals("destroyed " + ref + "\n", run("destroy", ref).out());
      assertFalse(run("list").out().contains(ref));
    }
  }

  @Test
  void keyForAgreement_showsItsRoute_andIsNotCertified() throws IOException {
    CommandRun made = run("generate", "--purpose", "leaf");
    assertTrue(made.out().contains("route              DIGEST_KEY"), made.out());
    String ref = made.out().lines().findFirst().orElseThrow();
    CommandRun csr = execute("csr", ref, "--subject", "CN=alice");
    assertEquals(1, csr.exit());
    assertTrue(csr.err().contains("is no signature key"), csr.err());
    run("destroy", ref);
    CommandRun gone = execute("show", ref);
    assertEquals(1, gone.exit());
    assertTrue(gone.err().contains("is not in its vault"), gone.err());
  }

  @Test
  void wrappedKey_isMade_rotated_andDestroyed() throws IOException {
    String rows = folder.resolve("rows").toString();
    String made =
        run("generate", "--purpose", "leaf", "--custody", "wrapped", "--wrapped-keys", rows).out();
    assertTrue(made.contains("custody            WRAPPED"), made);
    String ref = made.lines().findFirst().orElseThrow();
    assertTrue(run("list", "--wrapped-keys", rows).out().contains(ref));
    assertFalse(run("list").out().contains(ref));

    assertEquals(
        "rewrapped 1 of 1\nrewrapped 1, and destroyed the old wrapping key\n",
        run("rotate", "--wrapped-keys", rows).out());

    assertTrue(run("show", ref, "--wrapped-keys", rows).out().contains("WRAPPED"));
    run("destroy", ref, "--wrapped-keys", rows);
    assertEquals(1, execute("show", ref, "--wrapped-keys", rows).exit());
    CommandRun reaped = reap(List.of(), "--yes", "--wrapped-keys", rows);
    assertTrue(reaped.out().startsWith("KIND"), reaped.out());
    assertTrue(reaped.out().contains("UNUSED_WRAPPING_KEY"), reaped.out());
    assertEquals(0, SoftHsm.tokenObjects(KeyCommandTest.class));
  }

  @Test
  void curveThatTheTokenDoesNotWrap_isRefused_orResidentIfThatIsAllowed() throws IOException {
    String[] question = {
      "generate",
      "--suite",
      "1",
      "--purpose",
      "init",
      "--wrapped-keys",
      folder.resolve("others").toString(),
      "--custody",
      "wrapped"
    };
    CommandRun refused = execute(question);
    assertEquals(1, refused.exit());
    assertTrue(refused.err().contains("does not wrap keys for"), refused.err());
    question[question.length - 1] = "wrapped_where_possible";
    String made = run(question).out();
    assertTrue(made.contains("custody            RESIDENT"), made);
    run("destroy", made.lines().findFirst().orElseThrow());
  }

  @Test
  void orphans_areListed_andDestroyedOnlyWhenThatIsSaid() throws IOException {
    String wanted = run("generate").out().lines().findFirst().orElseThrow();
    String orphan = run("generate").out().lines().findFirst().orElseThrow();

    CommandRun listed = reap(List.of("# ours", "", wanted + " # alice"));
    assertEquals(1, listed.out().lines().filter(line -> line.startsWith("UNNAMED_KEY")).count());
    assertTrue(listed.out().contains("1 would be destroyed; nothing was"), listed.out());
    assertTrue(run("list").out().contains(orphan));

    assertTrue(reap(List.of(wanted), "--yes").out().contains("destroyed 1"));
    assertFalse(run("list").out().contains(orphan));
    assertTrue(run("list").out().contains(wanted));
    assertTrue(
        run("reap").out().contains("0 would be destroyed"), "a day old at least, unless asked");
    run("destroy", wanted);
  }

  @Test
  void wrongQuestion_isRefused_andNothingIsDone() throws IOException {
    assertEquals(2, execute("reap", "--yes").exit());
    assertEquals(2, execute("reap", "--older-than", "soon").exit());
    assertEquals(2, execute("rotate").exit());
    assertEquals(2, execute("generate", "--custody", "wrapped").exit());
    assertEquals(2, execute("generate", "--purpose", "leaf", "--custody", "wrapped").exit());
    Path missing = folder.resolve("missing");
    assertEquals(1, execute("rotate", "--wrapped-keys", missing.toString()).exit());
    assertFalse(Files.exists(missing));
    assertEquals(0, SoftHsm.tokenObjects(KeyCommandTest.class));
  }

  @Test
  void tokenThatIsNotNamed_isAskedWrongly() {
    assertEquals(2, CommandRun.of("key").exit());
    assertEquals(2, CommandRun.of("key", "list").exit());
  }

  /** With the names that are wanted in a file, of any age. */
  private CommandRun reap(List<String> known, String... more) throws IOException {
    Path names = Files.write(folder.resolve("known"), known);
    List<String> arguments =
        new ArrayList<>(List.of("reap", "--older-than", "0s", "--known", names.toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private CommandRun run(String... arguments) throws IOException {
    CommandRun run = execute(arguments);
    assertEquals(0, run.exit(), run.err());
    return run;
  }

  private CommandRun execute(String... arguments) throws IOException {
    return TokenRun.of(KeyCommandTest.class, folder, "key", arguments);
  }

  /** The JDK's own tool reads it, and checks the signature in passing. */
  private static void assertVerifies(Path request) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-printcertreq",
                "-file",
                request.toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(
            keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(keytool.waitFor(30, TimeUnit.SECONDS), said);
    assertEquals(0, keytool.exitValue(), said);
    assertTrue(said.contains("CN=alice, O=Example"), said);
  }
}
