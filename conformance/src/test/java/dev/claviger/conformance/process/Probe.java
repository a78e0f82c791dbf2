package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A small program that looks a ciphersuite up and uses it, compiled for the class path or as a
 * named module.
 */
final class Probe {
  static final String MAIN = "probe.Main";
  static final String MODULE = "probe";

  /** Arguments: how the provider gets there, then the suites to look up. */
  private static final String SOURCE =
      """
      package probe;

      import dev.claviger.crypto.CipherSuite;
      import dev.claviger.crypto.HpkeCiphertext;
      import dev.claviger.crypto.HpkeKeyPair;
      import dev.claviger.crypto.Bytes;
      import dev.claviger.crypto.Secret;
      import java.security.Provider;
      import java.security.Security;
      import java.util.ServiceLoader;

      public final class Main {
        public static void main(String[] args) throws Exception {
          switch (args[0]) {
            case "serviceLoader" -> Security.addProvider(load());
            case "addProvider" -> Security.addProvider(new dev.claviger.provider.MlsProvider());
            case "configured" -> {}
            default -> throw new IllegalArgumentException(args[0]);
          }
          for (int i = 1; i < args.length; i++) {
            CipherSuite suite = CipherSuite.getInstance(args[i]);
            use(suite);
            System.out.println(suite.id() + " " + suite + moduleOf(suite));
          }
        }

        private static Provider load() {
          for (Provider provider : ServiceLoader.load(Provider.class)) {
            if (provider.getName().equals("MLS")) {
              return provider;
            }
          }
          throw new IllegalStateException("ServiceLoader does not find MLS");
        }

        private static void use(CipherSuite suite) {
          HpkeKeyPair keys = suite.hpke().generateKeyPair();
          Bytes text = Bytes.utf8("text");
          HpkeCiphertext sealed =
              suite.encryptWithLabel(keys.publicKey(), "label", Bytes.empty(), text);
          try (Secret opened = suite.decryptWithLabel(keys, "label", Bytes.empty(), sealed)) {
            if (!Bytes.wrap(opened.expose()).equals(text)) {
              throw new IllegalStateException("the round trip changed the text");
            }
          }
        }

        private static String moduleOf(CipherSuite suite) {
          Module module = suite.getProvider().getClass().getModule();
          return module.isNamed() ? " in " + module.getName() : " on the class path";
        }
      }
      """;

  private static final String MODULE_SOURCE =
      """
      module probe {
        requires dev.claviger.provider;

        uses java.security.Provider;
      }
      """;

  private final Path classes;

  private Probe(Path classes) {
    this.classes = classes;
  }

  static Probe onClassPath(Path folder, String classPath) throws IOException {
    return compile(folder, List.of("-cp", classPath), write(folder, "Main.java", SOURCE));
  }

  static Probe asModule(Path folder, String modulePath) throws IOException {
    return compile(
        folder,
        List.of("-p", modulePath),
        write(folder, "Main.java", SOURCE),
        write(folder, "module-info.java", MODULE_SOURCE));
  }

  String path() {
    return classes.toString();
  }

  private static Probe compile(Path folder, List<String> paths, Path... sources) {
    Path classes = folder.resolve("classes");
    List<String> arguments = new java.util.ArrayList<>(paths);
    arguments.addAll(List.of("--release", "17", "-d", classes.toString()));
    for (Path source : sources) {
      arguments.add(source.toString());
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.out, System.err, arguments.toArray(String[]::new));
    assertEquals(0, exit, "javac");
    return new Probe(classes);
  }

  private static Path write(Path folder, String name, String source) throws IOException {
    return Files.writeString(folder.resolve(name), source);
  }
}
