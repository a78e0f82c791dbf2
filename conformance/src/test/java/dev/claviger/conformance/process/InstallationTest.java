package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.provider.MlsProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a provider gets into a JVM, each in a JVM of its own. */
final class InstallationTest {
  private static final String PATH =
      ChildJvm.locationOf(MlsProvider.class)
          + File.pathSeparator
          + ChildJvm.locationOf(Arrays.class);
  private static final String P256 = "MLS_128_DHKEMP256_AES128GCM_SHA256_P256";

  @TempDir Path folder;

  @Test
  void serviceLoader_findsTheProvider_onTheClassPath() throws IOException {
    assertFound(onClassPath("serviceLoader"), "on the class path");
  }

  @Test
  void serviceLoader_findsTheProvider_onTheModulePath() throws IOException {
    assertFound(onModulePath("serviceLoader"), "in dev.claviger.provider");
  }

  @Test
  void addProvider_installsIt_onTheClassPath() throws IOException {
    assertFound(onClassPath("addProvider"), "on the class path");
  }

  @Test
  void addProvider_installsIt_onTheModulePath() throws IOException {
    assertFound(onModulePath("addProvider"), "in dev.claviger.provider");
  }

  @Test
  void javaSecurity_installsIt_onTheClassPath() throws IOException {
    assertFound(onClassPath("configured", javaSecurity("MLS")), "on the class path");
  }

  @Test
  void javaSecurity_installsIt_onTheModulePath() throws IOException {
    assertFound(onModulePath("configured", javaSecurity("MLS")), "in dev.claviger.provider");
  }

  @Test
  void javaSecurity_passesItsArgumentOn() throws IOException {
    String argument = "MLS curves=JDK;symmetric=JDK";
    assertFound(onClassPath("configured", javaSecurity(argument)), "on the class path");
  }

  @Test
  void withoutBouncyCastle_theJdkServes() throws IOException {
    String provider = ChildJvm.locationOf(MlsProvider.class);
    Probe probe = Probe.onClassPath(folder, provider);
    List<String> arguments =
        arguments("addProvider", "-cp", provider + File.pathSeparator + probe.path(), Probe.MAIN);
    assertFound(ChildJvm.run(arguments), "on the class path");
  }

  private String onClassPath(String way, String... options) throws IOException {
    Probe probe = Probe.onClassPath(folder, PATH);
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", PATH + File.pathSeparator + probe.path(), Probe.MAIN));
    return ChildJvm.run(arguments(way, all.toArray(String[]::new)));
  }

  private String onModulePath(String way, String... options) throws IOException {
    Probe probe = Probe.asModule(folder, PATH);
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-p", PATH + File.pathSeparator + probe.path()));
    all.addAll(List.of("--add-modules", "org.bouncycastle.provider"));
    all.addAll(List.of("-m", Probe.MODULE + "/" + Probe.MAIN));
    return ChildJvm.run(arguments(way, all.toArray(String[]::new)));
  }

  private static List<String> arguments(String way, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of(way, P256, "1", "0x0007"));
    return arguments;
  }

  /** An option that puts one more provider into the list of java.security. */
  private String javaSecurity(String entry) throws IOException {
    int number = 1;
    while (Security.getProperty("security.provider." + number) != null) {
      number++;
    }
    Path properties =
        Files.writeString(
            folder.resolve("java.security"), "security.provider." + number + "=" + entry + "\n");
    return "-Djava.security.properties=" + properties;
  }

  private static void assertFound(String output, String where) {
    List<String> lines = output.lines().toList();
    assertEquals(3, lines.size(), output);
    assertEquals("0x0002 " + P256 + " of MLS " + where, lines.get(0));
    assertTrue(lines.get(1).startsWith("0x0001 MLS_128_DHKEMX25519_AES128GCM"), output);
    assertTrue(lines.get(2).startsWith("0x0007 MLS_256_DHKEMP384_AES256GCM"), output);
  }
}
