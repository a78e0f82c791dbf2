package dev.claviger.conformance.bench.group;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process is made of. Conscrypt is on its class path or not: the engine takes it wherever it
 * finds it.
 */
public final class ClassPath {
  private static final String PROPERTY = "java.class.path";
  private static final String CONSCRYPT = "conscrypt-";

  private ClassPath() {}

  /** That of a JVM for a stack: this process's, with Conscrypt if the stack is one with it. */
  public static String of(String stack) {
    Stream<String> plain = entries().filter(entry -> !isConscrypt(entry));
    Stream<String> more =
        Stacks.hasConscrypt(stack) ? conscrypt().stream() : Stream.<String>empty();
    return Stream.concat(plain, more).collect(Collectors.joining(File.pathSeparator));
  }

  /** SHA-256 over all that a run is made of: the same for the same build and libraries. */
  static String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String entry : of(Stacks.WITH_CONSCRYPT).split(File.pathSeparator, -1)) {
        for (Path file : files(Path.of(entry))) {
          digest.update(Files.readAllBytes(file));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one of this process, or else the one that the build has copied to {@code target}. */
  private static List<String> conscrypt() {
    List<String> here = entries().filter(ClassPath::isConscrypt).toList();
    return here.isEmpty() ? copied() : here;
  }

  private static List<String> copied() {
    try {
      Path classes =
          Path.of(ClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return files(classes.resolveSibling("conscrypt")).stream().map(Path::toString).toList();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> entries() {
    return Arrays.stream(System.getProperty(PROPERTY).split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty());
  }

  private static boolean isConscrypt(String entry) {
    return new File(entry).getName().startsWith(CONSCRYPT);
  }

  private static List<Path> files(Path entry) throws IOException {
    if (Files.notExists(entry)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(entry)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
