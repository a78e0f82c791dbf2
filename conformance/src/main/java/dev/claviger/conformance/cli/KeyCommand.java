package dev.claviger.conformance.cli;

import dev.claviger.conformance.csr.CertificationRequest;
import dev.claviger.conformance.demo.TextTable;
import dev.claviger.conformance.tokencheck.Plain;
import dev.claviger.conformance.vectors.Engine;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.CipherSuiteId;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.KeyRef;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.hsm.custody.Custody;
import dev.claviger.hsm.custody.Orphan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    description =
        "Makes, lists, shows, certifies and destroys the keys on a PKCS#11 token, rotates what wraps"
            + " those outside of it, and reaps what nobody wants.",
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
      @Mixin KeyOptions keys,
      @Option(
              names = "--suite",
              defaultValue = "0x0002",
              description = "The cipher suite (${DEFAULT-VALUE}).")
          String suite,
      @Option(
              names = "--purpose",
              defaultValue = "SIGNATURE",
              description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
          KeyPurpose purpose,
      @Option(
              names = "--custody",
              defaultValue = "RESIDENT",
              description =
                  "How an init or leaf key is kept: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})."
                      + " WRAPPED needs --wrapped-keys, which is made if it is not there.")
          Custody custody) {
    if (custody.wraps() && purpose == KeyPurpose.SIGNATURE) {
      throw wrong("signature keys never leave their token, wrapped or not");
    }
    if (custody.wraps() && !keys.hasFolder()) {
      throw wrong("a key to be wrapped needs --wrapped-keys");
    }
    CipherSuite chosen = Engine.suite(new CipherSuiteId(Integer.decode(suite)));
    try (KeyOptions.Open open = custody.wraps() ? keys.open(custody) : keys.open()) {
      Pkcs11Vault vault = open.vault();
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
  void list(@Mixin KeyOptions keys) {
    TextTable table = new TextTable("PURPOSE", "ALGORITHM", "CUSTODY", "ROUTE", "KEY");
    try (KeyOptions.Open open = keys.open()) {
      Pkcs11Vault vault = open.vault();
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
  void show(@Mixin KeyOptions keys, @Parameters(description = "Its name.") String key) {
    try (KeyOptions.Open open = keys.open()) {
      Pkcs11Vault vault = open.vault();
      VaultKey found = find(vault, key);
      print(vault.attest(found.ref()), found);
    }
  }

  @Command(
      name = "destroy",
      description = "Destroys a key; there is no way back.",
      mixinStandardHelpOptions = true)
  void destroy(@Mixin KeyOptions keys, @Parameters(description = "Its name.") String key) {
    try (KeyOptions.Open open = keys.open()) {
      Pkcs11Vault vault = open.vault();
      KeyRef ref = find(vault, key).ref();
      // Its name and certificates first: a key without them is still found.
      vault.bindings().ifPresent(bindings -> bindings.remove(ref));
      vault.destroy(ref);
      out().println("destroyed " + key);
      out().flush();
    }
  }

  @Command(
      name = "csr",
      description = "Makes a PKCS #10 request, by which a CA can certify a signature key.",
      mixinStandardHelpOptions = true)
  void csr(
      @Mixin KeyOptions keys,
      @Parameters(description = "The key's name.") String key,
      @Option(names = "--subject", required = true, description = "CN=alice,O=Example")
          String subject,
      @Option(names = "--out", description = "A file to write. Default: print.") Path file)
      throws GeneralSecurityException, IOException {
    try (KeyOptions.Open open = keys.open()) {
      Pkcs11Vault vault = open.vault();
      String pem = CertificationRequest.of(find(vault, key), subject).pem();
      if (file == null) {
        out().print(pem);
        out().flush();
      } else {
        Files.writeString(file, pem);
      }
    }
  }

  @Command(
      name = "rotate",
      description =
          "Puts all wrapped keys under a new wrapping key and destroys the old one, upon which no"
              + " copy of an older row can be unwrapped any more. What was interrupted is finished by"
              + " the next rotation.",
      mixinStandardHelpOptions = true)
  void rotate(@Mixin KeyOptions keys) {
    if (!keys.hasFolder()) {
      throw wrong("there is nothing to rotate without --wrapped-keys");
    }
    try (KeyOptions.Open open = keys.open()) {
      int rewrapped = open.vault().rotateWrappingKey(this::progress);
      out().println("rewrapped " + rewrapped + ", and destroyed the old wrapping key");
      out().flush();
    }
  }

  /** Some ten lines, however many rows there are. */
  private void progress(int done, int total) {
    if (done == total || done % Math.max(1, total / 10) == 0) {
      out().println("rewrapped " + done + " of " + total);
      out().flush();
    }
  }

  @Command(
      name = "reap",
      description =
          "Lists what vaults have made on the token and nobody names: keys whose names were never"
              + " taken down, halves of pairs, wrapping keys without rows. Destroys them with --yes"
              + " only.",
      mixinStandardHelpOptions = true)
  void reap(
      @Mixin KeyOptions keys,
      @Option(
              names = "--known",
              paramLabel = "FILE",
              description =
                  "The names of the keys that are wanted, of all applications on the token, one on a"
                      + " line; --yes needs it.")
          Path known,
      @Option(
              names = "--older-than",
              defaultValue = "24h",
              converter = Age.class,
              paramLabel = "AGE",
              description =
                  "Leaves alone what is younger, as 30m, 24h or 7d (${DEFAULT-VALUE}): what is being"
                      + " made has no name yet.")
          Duration olderThan,
      @Option(names = "--yes", description = "Destroys them; there is no way back.") boolean yes)
      throws IOException {
    if (yes && known == null) {
      throw wrong("--yes without --known would destroy every key that is old enough");
    }
    Set<KeyRef> wanted = known == null ? Set.of() : names(known);
    try (KeyOptions.Open open = keys.open()) {
      Pkcs11Vault vault = open.vault();
      List<Orphan> orphans = yes ? vault.reap(wanted, olderThan) : vault.orphans(wanted, olderThan);
      TextTable table = new TextTable("KIND", "MADE", "LABEL", "ID");
      for (Orphan orphan : orphans) {
        table.row(
            orphan.kind().toString(),
            orphan.made().truncatedTo(ChronoUnit.SECONDS).toString(),
            Plain.line(orphan.label()),
            orphan.id().toHex());
      }
      table.lines().forEach(out()::println);
      out()
          .println(
              yes
                  ? "destroyed " + orphans.size()
                  : orphans.size() + " would be destroyed; nothing was (see --yes)");
      out().flush();
    }
  }

  /** Empty lines, and what follows a #, are for a reader. */
  private static Set<KeyRef> names(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(KeyRef::of)
        .collect(Collectors.toSet());
  }

  private CommandLine.ParameterException wrong(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
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
