package dev.claviger.conformance.process;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.CipherSuite;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.audit.AuditFile;
import dev.claviger.crypto.audit.AuditedVault;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.AgreementRoute;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.hsm.PinException;
import dev.claviger.hsm.PinSource;
import dev.claviger.hsm.Pkcs11Config;
import dev.claviger.hsm.Pkcs11Vault;
import dev.claviger.mls.Group;
import dev.claviger.mls.MlsClient;
import dev.claviger.mls.PendingCommit;
import dev.claviger.mls.wire.Credential;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * Uses a token in every way, closes everything, and dumps its own heap for {@link HeapDumpTest} to
 * search. It is told of no secret by an argument, since those stay in the heap.
 */
final class HeapDumpChild {
  static final String PIN_FILE = "pin";
  static final String WRONG_PIN_FILE = "wrong-pin";
  static final String SECRETS_FILE = "secrets";
  static final String AUDIT_FILE = "audit";
  static final String OPEN_DUMP = "open.hprof";
  static final String ALL_DUMP = "all.hprof";
  static final String LIVE_DUMP = "live.hprof";
  static final String SUITE = "MLS_128_DHKEMP256_AES128GCM_SHA256_P256";
  static final String PREFIX = "HPKE-v1 KEM.. eae_prk";
  static final String BEYOND_LATIN_1 = "\u20AC";

  private static final HotSpotDiagnosticMXBean HOTSPOT =
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

  /** What the search must find, in each form that a secret could have. */
  @SuppressWarnings("unused") // being there is their use
  private static Object[] planted;

  private final Path folder;
  private final Path library;
  private final String label;

  private HeapDumpChild(Path folder, Path library, String label) {
    this.folder = folder;
    this.library = library;
    this.label = label;
  }

  /** Arguments: a folder, the library, the token's label, a peer's key, a marker; both in hex. */
  public static void main(String[] arguments) throws Exception {
    byte[] marker = HexFormat.of().parseHex(arguments[4]);
    String text = new String(marker, StandardCharsets.ISO_8859_1);
    planted = new Object[] {text.toCharArray(), BEYOND_LATIN_1 + text, text};
    HeapDumpChild child =
        new HeapDumpChild(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
    child.refused();
    child.agreements(Bytes.fromHex(arguments[3]));
    child.group();
    child.dump(ALL_DUMP, false);
    System.gc();
    child.dump(LIVE_DUMP, true);
  }

  private Pkcs11Config.Builder config(String pinFile) {
    return Pkcs11Config.builder()
        .library(library)
        .tokenLabel(label)
        .pin(PinSource.file(folder.resolve(pinFile)));
  }

  private void refused() {
    try {
      Pkcs11Vault.open(config(WRONG_PIN_FILE).build()).close();
      throw new AssertionError("the token takes a wrong PIN");
    } catch (PinException e) {
      e.printStackTrace(System.out);
    }
  }

  /** Prints the public keys, from which the other side computes what was agreed. */
  private void agreements(Bytes peer) {
    CipherSuite suite = suite();
    for (AgreementRoute route : List.of(AgreementRoute.RAW_SECRET, AgreementRoute.DIGEST_KEY)) {
      try (Pkcs11Vault vault = Pkcs11Vault.open(config(PIN_FILE).routes(route).build())) {
        VaultKey key = vault.generate(KeyPurpose.LEAF, suite.kem());
        AgreementHandle handle = (AgreementHandle) key.privateKey();
        try (Secret prefix = Secret.copyOf(Bytes.utf8(PREFIX));
            Secret prk = handle.extract(prefix, List.of(new HpkePublicKey(peer)))) {
          System.out.println(vault + " " + key + " " + handle + " " + prk + " " + prefix);
        }
        System.out.println("agreed with " + key.publicKey().toHex() + " " + handle.route());
        System.out.println(vault.attest(key.ref()));
        vault.destroy(key.ref());
      }
    }
  }

  private void group() throws IOException {
    try (Pkcs11Vault token = Pkcs11Vault.open(config(PIN_FILE).build());
        AuditFile audit = AuditFile.open(folder.resolve(AUDIT_FILE), false);
        AuditedVault vault = AuditedVault.failClosed(token, audit);
        MlsClient alice = client("alice", vault);
        MlsClient bob = client("bob", vault)) {
      Group atAlice = alice.createGroup();
      PendingCommit added = atAlice.commit().add(bob.keyPackage()).build();
      added.accept();
      Group atBob = bob.join(added.welcome().orElseThrow());
      atBob.process(atAlice.protect("hello".getBytes(StandardCharsets.UTF_8)));
      PendingCommit renewed = atBob.commit().update().build();
      atAlice.process(renewed.message());
      renewed.accept();
      atAlice.process(atBob.protect("hello again".getBytes(StandardCharsets.UTF_8)));
      try (Secret exported = atBob.export("test", Bytes.empty(), 32)) {
        System.out.println(exported);
      }
      try (FileOutputStream out = new FileOutputStream(folder.resolve(SECRETS_FILE).toFile())) {
        System.out.println("secrets " + LiveSecrets.write(out, alice, bob, atAlice, atBob));
      }
      dump(OPEN_DUMP, true);
      token.list().forEach(key -> token.destroy(key.ref()));
    }
  }

  private static MlsClient client(String name, AuditedVault vault) {
    return MlsClient.builder()
        .suite(suite())
        .credential(Credential.basic(name))
        .vault(vault)
        .build();
  }

  private static CipherSuite suite() {
    try {
      return CipherSuite.getInstance(SUITE, dev.claviger.provider.MlsProvider.standard());
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void dump(String name, boolean live) throws IOException {
    HOTSPOT.dumpHeap(folder.resolve(name).toString(), live);
  }
}
