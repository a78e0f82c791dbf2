package dev.claviger.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.interop.OwnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InteropCommandTest {
  @TempDir private Path folder;

  @Test
  void run_playsAGeneratedScript_andWritesItsMatrixIntoThePage() throws IOException {
    Path script = folder.resolve("random.json");
    Path page = Files.writeString(folder.resolve("page.md"), page("old"));
    Path json = folder.resolve("out.json");
    assertEquals(
        0,
        CommandRun.of("interop", "generate", "--seed=7", "--steps=9", "--out", script.toString())
            .exit());
    try (OwnServer server = OwnServer.software()) {
      CommandRun run =
          CommandRun.of(
              "interop",
              "run",
              "--client=" + server.address(),
              "--config=" + script,
              "--suite=1",
              "--page=" + page,
              "--about=version 1",
              "--json=" + json);
      assertEquals(0, run.exit(), () -> run.out() + run.err());
      assertTrue(run.out().contains("| random/random_7 | 2/2 |"), run::out);
      assertTrue(run.out().contains("total: 2 passed, 0 failed"), run::out);
    }
    String written = Files.readString(page);
    assertTrue(written.startsWith("before\n<!-- matrix -->\n20"), written);
    assertTrue(written.contains("(version 1): 2 passed, 0 failed."), written);
    assertTrue(written.contains("| random/random_7 | 2/2 |"), written);
    assertTrue(written.endsWith("<!-- end of the matrix -->\nafter"), written);
    assertTrue(Files.readString(json).contains("\"cipher_suite\" : 1"));
  }

  @Test
  void run_exitsWithOne_ifAPlayFails() throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("wrong.json"),
            "{\"scripts\":{\"one\":[{\"action\":\"createGroup\",\"actor\":\"alice\"},"
                + "{\"action\":\"removeProposal\",\"actor\":\"alice\",\"removed\":\"nobody\"}]}}");
    try (OwnServer server = OwnServer.software()) {
      CommandRun run =
          CommandRun.of(
              "interop",
              "run",
              "--client=" + server.address(),
              "--config=" + script,
              "--suite=1",
              "--private");
      assertEquals(1, run.exit(), run::out);
      assertTrue(run.out().contains("FAILED wrong/one: suite 1, private, alice="), run::out);
      assertTrue(run.out().contains("step 1: RemoveProposal"), run::out);
    }
  }

  @Test
  void whatIsNoScript_orNoSuite_isUsageError() throws IOException {
    Path none = Files.writeString(folder.resolve("none.json"), "[]");
    try (OwnServer server = OwnServer.software()) {
      String client = "--client=" + server.address();
      assertEquals(2, CommandRun.of("interop", "run", client, "--config=" + none).exit());
      assertEquals(2, CommandRun.of("interop", "run", client).exit());
      Files.writeString(
          none, "{\"scripts\":{\"one\":[{\"action\":\"createGroup\",\"actor\":\"alice\"}]}}");
      assertEquals(
          2, CommandRun.of("interop", "run", client, "--config=" + none, "--suite=99").exit());
    }
    assertEquals(2, CommandRun.of("interop").exit());
  }

  private static String page(String matrix) {
    return "before\n<!-- matrix -->\n" + matrix + "\n<!-- end of the matrix -->\nafter";
  }
}
