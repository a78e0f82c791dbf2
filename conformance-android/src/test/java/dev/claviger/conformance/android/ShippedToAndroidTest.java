package dev.claviger.conformance.android;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.Diagnostic;
import com.android.tools.r8.DiagnosticsHandler;
import com.android.tools.r8.OutputMode;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.NotOnAndroid;
import dev.claviger.keystore.android.AndroidKeyStoreVault;
import dev.claviger.mls.Group;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.codehaus.mojo.animal_sniffer.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ships to Android, as an application's build treats it. */
final class ShippedToAndroidTest {

  @TempDir Path folder;

  /** Of the latest level; what D8 rewrites for the earlier one, it rewrites below. */
  @Test
  void d8_makesDexOfIt() throws Exception {
    Path dex = folder.resolve("dex.zip");
    assertEquals(List.of(), d8(shipped(), 33, dex, OutputMode.DexIndexed));
    try (FileSystem zip = FileSystems.newFileSystem(dex)) {
      assertTrue(Files.size(zip.getPath("classes.dex")) > 100_000, "hardly anything in it");
    }
  }

  /**
   * Without a library of D8's at run time ("core library desugaring"), after what D8 rewrites by
   * itself. The signature is of level 32, whose Java classes are those of 31.
   */
  @Test
  void afterD8_nothingIsMissingOnApiLevel31() throws Exception {
    Path rewritten = folder.resolve("rewritten.jar");
    assertEquals(List.of(), d8(shipped(), 31, rewritten, OutputMode.ClassFile));
    assertEquals(List.of(), missing(rewritten, NotOnAndroid.class));
    List<String> without = missing(rewritten, Deprecated.class);
    assertTrue(
        without.stream().anyMatch(error -> error.contains("System.Logger")),
        () -> "the check does not bite: " + without);
  }

  /** What classes name and Android has not, unless they carry an annotation. */
  private static List<String> missing(Path jar, Class<?> excuse) throws IOException {
    List<String> errors = new CopyOnWriteArrayList<>();
    try (InputStream signature =
        Files.newInputStream(Path.of("target/android-api/gummy-bears-api-32.signature"))) {
      SignatureChecker checker =
          new SignatureChecker(
              signature,
              Set.of(
                  "dev.claviger.*",
                  "org.bouncycastle.*",
                  // put there by D8 in place of records
                  "com.android.tools.r8.RecordTag",
                  // hidden before level 33; Faults goes without
                  "android.security.KeyStoreException"),
              new Errors(errors));
      checker.setSourcePath(List.of());
      checker.setAnnotationTypes(List.of(excuse.getName()));
      checker.process(jar.toFile());
    }
    return errors;
  }

  private static List<String> d8(List<Path> classes, int level, Path to, OutputMode mode)
      throws CompilationFailedException, IOException {
    Complaints complaints = new Complaints();
    D8.run(
        D8Command.builder(complaints)
            .addProgramFiles(classes)
            .addClasspathFiles(locationOf(ASN1Encoding.class))
            .addLibraryFiles(locationOf(android.security.keystore.KeyInfo.class))
            .addLibraryResourceProvider(com.android.tools.r8.JdkClassFileProvider.fromSystemJdk())
            .setMinApiLevel(level)
            // D8 keeps annotations of class files, NotOnAndroid, only for a D8 that comes after it;
            // what all classes share, the superclass of records, it leaves to that one
            .setIntermediate(mode == OutputMode.ClassFile)
            .setGlobalSyntheticsConsumer((shared, context, handler) -> {})
            .setOutput(to, mode)
            .build());
    return complaints.texts;
  }

  /** The classes of provider, mls and the vault; those of later Java versions D8 leaves out. */
  private List<Path> shipped() throws Exception {
    List<Path> classes = new ArrayList<>();
    for (Class<?> one : List.of(CipherSuite.class, Group.class)) {
      classes.addAll(classesOf(one, "dev/claviger"));
    }
    classes.addAll(classesOf(AndroidKeyStoreVault.class, "dev/claviger/keystore/android"));
    assertTrue(classes.size() > 400, () -> "only " + classes.size());
    return classes;
  }

  /** Out of a folder or a jar. */
  private List<Path> classesOf(Class<?> one, String under) throws Exception {
    Path location = locationOf(one);
    if (Files.isDirectory(location)) {
      return classesIn(location.resolve(under));
    }
    Path copy = Files.createTempDirectory(folder, "classes");
    try (FileSystem jar = FileSystems.newFileSystem(location)) {
      for (Path inside : classesIn(jar.getPath(under))) {
        Path target = copy.resolve(inside.toString());
        Files.createDirectories(target.getParent());
        Files.copy(inside, target);
      }
    }
    return classesIn(copy);
  }

  private static List<Path> classesIn(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  private static Path locationOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static final class Complaints implements DiagnosticsHandler {
    private final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void error(Diagnostic error) {
      texts.add(error.getDiagnosticMessage());
    }

    @Override
    public void warning(Diagnostic warning) {
      texts.add(warning.getDiagnosticMessage());
    }
  }

  private record Errors(List<String> found) implements Logger {
    @Override
    public void info(String message) {}

    @Override
    public void info(String message, Throwable t) {}

    @Override
    public void debug(String message) {}

    @Override
    public void debug(String message, Throwable t) {}

    @Override
    public void warn(String message) {}

    @Override
    public void warn(String message, Throwable t) {}

    @Override
    public void error(String message) {
      found.add(message);
    }

    @Override
    public void error(String message, Throwable t) {
      found.add(message);
    }
  }
}
