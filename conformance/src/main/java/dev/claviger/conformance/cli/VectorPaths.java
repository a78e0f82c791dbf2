package dev.claviger.conformance.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Files as named, folders as the {@code *.json} files below them. */
final class VectorPaths {
  private VectorPaths() {}

  static List<Path> expand(List<Path> paths, Function<String, RuntimeException> usageError) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        List<Path> below = jsonBelow(path);
        if (below.isEmpty()) {
          throw usageError.apply("no *.json file below " + path);
        }
        files.addAll(below);
      } else if (Files.isReadable(path)) {
        files.add(path);
      } else {
        throw usageError.apply("no such file or folder: " + path);
      }
    }
    return files;
  }

  private static List<Path> jsonBelow(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(path -> path.toString().endsWith(".json"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
