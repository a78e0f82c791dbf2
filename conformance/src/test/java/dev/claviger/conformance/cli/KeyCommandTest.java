package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
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
  void tokenThatIsNotNamed_isAskedWrongly() {
    assertEquals(2, CommandRun.of("key").exit());
    assertEquals(2, CommandRun.of("key", "list").exit());
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
