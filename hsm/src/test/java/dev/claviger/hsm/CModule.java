package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Small libraries in C, for what only one beside a token, or in front of it, can show. */
final class CModule {
  private CModule() {}

  /**
   * Compiles one; without a compiler the test does not run, and says so.
   *
   * @param defines {@code NAME=VALUE} for the preprocessor
   */
  static Path compile(Path folder, String name, String source, String... defines)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve(name + ".c"), source);
    Path module = folder.resolve(name + ".so");
    List<String> command =
        new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-Wall", "-Werror", "-o"));
    command.add(module.toString());
    command.add(file.toString());
    List.of(defines).forEach(define -> command.add("-D" + define));
    Process gcc = start(command);
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(gcc.waitFor(1, TimeUnit.MINUTES), "gcc does not end");
    assertEquals(0, gcc.exitValue(), said);
    return module;
  }

  private static Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      NotRun.butUnderCi("gcc is not installed (on Debian: apt install gcc): " + e.getMessage());
      throw e;
    }
  }
}
