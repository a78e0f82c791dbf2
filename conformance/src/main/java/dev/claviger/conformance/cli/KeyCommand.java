package dev.claviger.conformance.cli;

import dev.claviger.conformance.csr.CertificationRequest;
import dev.claviger.conformance.demo.TextTable;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The keys on a token, for its operator. */
@Command(
    name = "key",
    description = "Makes, lists, shows, certifies and destroys the keys on a PKCS#11 token.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class KeyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "which of the commands?");
  }

  @Command(
      name = "generate",
      description = "Makes a key pair on the token and prints its name.",
      mixinStandardHelpOptions = true)
  void generate(
      @Mixin TokenOptions token,
      @Option(
              names = "--suite",
              defaultValue = "0x0002",
              description = "The cipher suite (${DEFAULT-VALUE}).")
          String suite,
      @Option(
              names = "--purpose",
              defaultValue = "SIGNATURE",
              description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
          KeyPurpose purpose) {
    CipherSuite chosen = Engine.suite(new CipherSuiteId(Integer.decode(suite)));
    try (Pkcs11Vault vault = token.open()) {
      VaultKey key =
          vault.generate(
              purpose, purpose == KeyPurpose.SIGNATURE ? chosen.signatureScheme() : chosen.kem());
      print(vault.attest(key.ref()), key);
    }
  }

  @Command(
      name = "list",
      description = "Lists the keys on the token that a vault has made.",
      mixinStandardHelpOptions = true)
  void list(@Mixin TokenOptions token) {
    TextTable table = new TextTable("PURPOSE", "ALGORITHM", "CUSTODY", "ROUTE", "KEY");
    try (Pkcs11Vault vault = token.open()) {
      for (VaultKey key : vault.list()) {
        KeyAttestation attestation = vault.attest(key.ref());
        table.row(
            key.purpose().toString(),
            key.algorithm().toString(),
            attestation.custody().toString(),
            attestation.route().map(Object::toString).orElse("-"),
            key.ref().toString());
      }
    }
    table.lines().forEach(out()::println);
    out().flush();
  }

  @Command(
      name = "show",
      aliases = "attest",
      description = "Prints what the token says of a key.",
      mixinStandardHelpOptions = true)
  void show(@Mixin TokenOptions token, @Parameters(description = "Its name.") String key) {
    try (Pkcs11Vault vault = token.open()) {
      VaultKey found = find(vault, key);
      print(vault.attest(found.ref()), found);
    }
  }

  @Command(
      name = "destroy",
      description = "Destroys a key; there is no way back.",
      mixinStandardHelpOptions = true)
  void destroy(@Mixin TokenOptions token, @Parameters(description = "Its name.") String key) {
    try (Pkcs11Vault vault = token.open()) {
      vault.destroy(find(vault, key).ref());
      out().println("destroyed " + key);
      out().flush();
    }
  }

  @Command(
      name = "csr",
      description = "Makes a PKCS #10 request, by which a CA can certify a signature key.",
      mixinStandardHelpOptions = true)
  void csr(
      @Mixin TokenOptions token,
      @Parameters(description = "The key's name.") String key,
      @Option(names = "--subject", required = true, description = "CN=alice,O=Example")
          String subject,
      @Option(names = "--out", description = "A file to write. Default: print.") Path file)
      throws GeneralSecurityException, IOException {
    try (Pkcs11Vault vault = token.open()) {
      String pem = CertificationRequest.of(find(vault, key), subject).pem();
      if (file == null) {
        out().print(pem);
        out().flush();
      } else {
        Files.writeString(file, pem);
      }
    }
  }

  private static VaultKey find(Pkcs11Vault vault, String name) {
    KeyRef ref = KeyRef.of(name);
    return vault.find(ref).orElseThrow(() -> new KeyDestroyedException(ref));
  }

  private void print(KeyAttestation attestation, VaultKey key) {
    out().println(attestation.ref());
    TextTable table = new TextTable("purpose", key.purpose().toString());
    table.row("algorithm", key.algorithm().toString());
    table.row("public key", key.publicKey().toHex());
    table.row("custody", attestation.custody().toString());
    table.row("store", attestation.store());
    table.row("mechanism", attestation.mechanism());
    attestation.route().ifPresent(route -> table.row("route", route.toString()));
    table.row("sensitive", Boolean.toString(attestation.sensitive()));
    table.row("never extractable", Boolean.toString(attestation.neverExtractable()));
    table.row("made there", Boolean.toString(attestation.local()));
    attestation.remarks().forEach(remark -> table.row("but", remark));
    table.lines().forEach(out()::println);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
