package dev.claviger.hsm.scratch;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What all throw-away tokens need: folders, tools, and the environment of C libraries. */
final class Scratch {
  private static final long PATIENCE_SECONDS = 30;

  private Scratch() {}

  /** A new folder, in memory where there is one; the process is part of its name. */
  static Path folder(String kind) throws IOException {
    Path memory = Path.of("/dev/shm");
    String name = "claviger-" + kind + "-" + ProcessHandle.current().pid() + "-";
    return Files.isWritable(memory)
        ? Files.createTempDirectory(memory, name)
        : Files.createTempDirectory(name);
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first that there is of some files; {@code *} stands for one folder. */
  static Optional<Path> find(String... patterns) {
    return Arrays.stream(patterns).flatMap(Scratch::matches).findFirst();
  }

  private static Stream<Path> matches(String pattern) {
    int star = pattern.indexOf("/*/");
    if (star < 0) {
      return Stream.of(Path.of(pattern)).filter(Files::isReadable);
    }
    Path root = Path.of(pattern.substring(0, star));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
      Stream.Builder<Path> found = Stream.builder();
      for (Path folder : folders) {
        Path file = folder.resolve(pattern.substring(star + 3));
        if (Files.isReadable(file)) {
          found.add(file);
        }
      }
      return found.build();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  static Optional<Path> tool(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @throws IllegalStateException if it does not succeed in time
   */
  static void run(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(command[0] + " failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command[0] + " ran", e);
    }
  }

  /** C libraries read the C environment, which Java cannot write. */
  static void setEnvironment(String name, String value) {
    int result =
        Function.getFunction(Platform.C_LIBRARY_NAME, "setenv")
            .invokeInt(new Object[] {name, value, 1});
    if (result != 0) {
      throw new IllegalStateException("setenv failed");
    }
  }
}
