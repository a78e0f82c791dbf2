package dev.claviger.hsm.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A process that some token needs beside this one, and that ends with this one however that ends: a
 * shell between them kills it when its own input, which is ours, is closed.
 */
final class Companion implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 20_000;
  private static final String UNTIL_INPUT_ENDS =
      "\"$@\" & companion=$!; cat > /dev/null; kill $companion; wait $companion";

  private final Process shell;
  private final Path log;

  private Companion(Process shell, Path log) {
    this.shell = shell;
    this.log = log;
  }

  /**
   * Starts it, and returns when it is ready.
   *
   * @param log a file for what it says
   * @throws IllegalStateException if it ends before that, or takes too long
   */
  static Companion start(
      Path log, Map<String, String> environment, BooleanSupplier ready, List<String> command)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("sh", "-c", UNTIL_INPUT_ENDS, "companion"));
    all.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Companion companion = new Companion(builder.start(), log);
    try {
      companion.await(ready, command.get(0));
    } catch (RuntimeException e) {
      companion.close();
      throw e;
    }
    return companion;
  }

  /** What it has said so far. */
  static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      shell.getOutputStream().close();
      if (!shell.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(BooleanSupplier ready, String name) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!ready.getAsBoolean()) {
      if (!shell.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(name + " did not start: " + text(log));
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while " + name + " started", e);
      }
    }
  }
}
