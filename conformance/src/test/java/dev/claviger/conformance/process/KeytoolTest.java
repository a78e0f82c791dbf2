package dev.claviger.conformance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.conformance.Loudly;
import dev.claviger.conformance.contract.SoftHsm;
import dev.claviger.hsm.scratch.ScratchSoftHsm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's own tools, as processes, on keys in a SoftHSM token. */
public final class KeytoolTest {
  private static final Path SPY = Path.of("/usr/lib/x86_64-linux-gnu/pkcs11-spy.so");
  private static final String SIGALG = "SHA256withECDSA";

  private static final List<String> PROTECTED =
      List.of("-keystore", "claviger.properties", "-protected");
  private static final List<String> PIN_FROM_FILE =
      List.of("-keystore", "claviger.properties", "-storepass:file", "pin");

  @TempDir Path folder;
  private ScratchSoftHsm softHsm;
  private JdkTool tools;

  @BeforeEach
  void configure() throws IOException {
    softHsm = SoftHsm.of(KeytoolTest.class);
    Path pin = Files.writeString(folder.resolve("pin"), new String(softHsm.pin()) + "\n");
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    configuration("claviger.properties", softHsm.library(), "hsm.pinFile = pin\n");
    tools = new JdkTool(folder, Map.of("SOFTHSM2_CONF", softHsm.configuration().toString()));
  }

  @AfterEach
  void nothingIsLeftOnTheToken() {
    if (softHsm != null) {
      assertEquals(0, SoftHsm.tokenObjects(KeytoolTest.class));
    }
  }

  @Test
  void fromKeyToSignedJar_andBackToAnEmptyToken() throws IOException {
    byte[] configuration = Files.readAllBytes(folder.resolve("claviger.properties"));
    generate("signer");
    assertTrue(keytool("-list").contains("signer, "), "listed");
    assertEquals(3, SoftHsm.tokenObjects(KeytoolTest.class), "a key pair and its certificate");

    certify("signer");
    String chain = keytool("-list", "-v", "-alias", "signer");
    assertTrue(chain.contains("PrivateKeyEntry") && chain.contains("chain length: 2"), chain);
    assertTrue(chain.contains("Issuer: CN=Root"), chain);
    assertTrue(keytool("-exportcert", "-rfc", "-alias", "signer").contains("BEGIN CERTIFICATE"));

    Path jar = jar();
    String signed = ours("jarsigner", "-sigalg", SIGALG, jar.toString(), "signer");
    assertTrue(signed.contains("jar signed."), signed);
    String verified =
        tools.run(
            "jarsigner",
            "-verify",
            "-strict",
            "-keystore",
            "ca.p12",
            "-storepass",
            "changeit",
            jar.toString());
    assertTrue(verified.contains("jar verified."), verified);

    keytool("-delete", "-alias", "signer");
    keytool("-delete", "-alias", "root");
    assertTrue(keytool("-list").contains("0 entries"));
    assertEquals(
        new String(configuration, StandardCharsets.UTF_8),
        Files.readString(folder.resolve("claviger.properties")),
        "keytool writes the file back whenever it changes the store");
  }

  @Test
  void aConfiguredProvider_needsNoFileOnTheCommandLine() {
    String provider = "dev.claviger.keystore.ClavigerKeyStoreProvider";
    List<String> none =
        List.of(
            "-keystore",
            "NONE",
            "-protected",
            "-providerClass",
            provider,
            "-providerArg",
            "claviger.properties");
    tools.withClassPath(
        "keytool",
        none,
        "-genkeypair",
        "-alias",
        "ed",
        "-keyalg",
        "Ed25519",
        "-sigalg",
        "Ed25519",
        "-dname",
        "CN=Ed",
        "-providerName",
        "ClavigerKeyStore");
    assertTrue(tools.withClassPath("keytool", none, "-list").contains("ed, "));
    tools.withClassPath("keytool", none, "-delete", "-alias", "ed");
  }

  @Test
  void otherSoftware_seesTheCertificateByTheKeysId() throws IOException {
    generate("shared");
    String objects =
        tools.run(
            List.of(
                "pkcs11-tool",
                "--module",
                softHsm.library().toString(),
                "--token-label",
                "KeytoolTest",
                "--login",
                "--pin",
                new String(softHsm.pin()),
                "-O"));
    keytool("-delete", "-alias", "shared");

    List<String> ids =
        objects.lines().map(String::strip).filter(line -> line.startsWith("ID:")).toList();
    assertTrue(objects.contains("Certificate Object") && objects.contains("label:      shared"));
    assertEquals(3, ids.size(), objects);
    assertEquals(1, ids.stream().distinct().count(), objects);
  }

  @Test
  void aWrongPin_isOfferedToTheTokenOnce() throws IOException {
    if (Files.notExists(SPY)) {
      Loudly.notRunButUnderCi("a wrong PIN, counted", SPY + " is not installed (Debian: opensc)");
    }
    configuration("spied.properties", SPY, "");
    Path log = folder.resolve("spy.log");
    JdkTool spied =
        tools.with(
            Map.of("PKCS11SPY", softHsm.library().toString(), "PKCS11SPY_OUTPUT", log.toString()));
    JdkTool.Output refused =
        spied.attempt(
            "keytool", List.of("-keystore", "spied.properties", "-storepass", "654321"), "-list");

    assertNotEquals(0, refused.exit());
    assertTrue(refused.text().contains("CKR_PIN_INCORRECT"), refused.text());
    assertFalse(refused.text().contains("654321"));
    long logins = Files.readAllLines(log).stream().filter(l -> l.contains("C_Login")).count();
    assertEquals(1, logins);

    String listed =
        spied.withClassPath(
            "keytool",
            List.of("-keystore", "spied.properties", "-storepass", new String(softHsm.pin())),
            "-list");
    assertTrue(listed.contains("0 entries"), listed);
  }

  @Test
  void aKeyThatGotNoName_isListedByItsReference_andCanBeDeleted() {
    JdkTool.Output refused =
        tools.attempt(
            "keytool",
            PROTECTED,
            "-genkeypair",
            "-alias",
            "p384",
            "-keyalg",
            "EC",
            "-groupname",
            "secp384r1",
            "-sigalg",
            "SHA512withECDSA",
            "-dname",
            "CN=x",
            "-providerName",
            "ClavigerKeyStore");
    assertTrue(refused.text().contains("signs SHA384withECDSA and not SHA512"), refused.text());

    String listed = keytool("-list");
    String reference =
        listed
            .lines()
            .filter(line -> line.startsWith("pkcs11:"))
            .map(line -> line.substring(0, line.indexOf(',')))
            .findFirst()
            .orElseThrow(() -> new AssertionError(listed));
    keytool("-delete", "-alias", reference);
  }

  private void generate(String alias) {
    keytool(
        "-genkeypair",
        "-alias",
        alias,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-sigalg",
        SIGALG,
        "-dname",
        "CN=Signer",
        "-providerName",
        "ClavigerKeyStore");
  }

  /** By keytool as the authority, with a key in a file of its own. */
  private void certify(String alias) {
    authority(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=Root",
        "-ext",
        "bc:c");
    authority("-exportcert", "-rfc", "-file", "root.pem");
    keytool("-certreq", "-alias", alias, "-sigalg", SIGALG, "-file", "request.pem");
    authority("-gencert", "-rfc", "-infile", "request.pem", "-outfile", "reply.pem");
    keytool("-importcert", "-noprompt", "-alias", "root", "-file", "root.pem");
    keytool("-importcert", "-alias", alias, "-file", "reply.pem");
  }

  private void authority(String command, String... more) {
    tools.run(
        "keytool",
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    command, "-alias", "ca", "-keystore", "ca.p12", "-storepass", "changeit"),
                java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  private String keytool(String... arguments) {
    return ours("keytool", arguments);
  }

  /** For -genkeypair keytool asks for a second password, unless it thinks there is a keypad. */
  private String ours(String tool, String... arguments) {
    return tools.withClassPath(
        tool, arguments[0].equals("-genkeypair") ? PROTECTED : PIN_FROM_FILE, arguments);
  }

  private void configuration(String name, Path library, String more) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "# kept as it is\nvaults = hsm\nhsm.kind = pkcs11\nhsm.token = KeytoolTest\nhsm.library = "
            + library
            + "\n"
            + more);
  }

  private Path jar() throws IOException {
    Path jar = folder.resolve("app.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("hello.txt"));
      out.write("hello".getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
    return jar;
  }
}
