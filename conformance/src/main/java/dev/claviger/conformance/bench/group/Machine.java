package dev.claviger.conformance.bench.group;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What was measured on.
 *
 * @param cores that this process may use
 * @param processor its model
 * @param java version and vendor
 * @param system kind, version and architecture
 */
public record Machine(int cores, String processor, String java, String system) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        model(),
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  @Override
  public String toString() {
    return cores + " cores of " + processor + ", " + system + ", JDK " + java;
  }

  private static String model() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown model");
    } catch (IOException e) {
      return "unknown model";
    }
  }
}
