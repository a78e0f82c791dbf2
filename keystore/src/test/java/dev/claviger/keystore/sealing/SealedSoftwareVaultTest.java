package dev.claviger.keystore.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Bytes;
import dev.claviger.crypto.HpkePublicKey;
import dev.claviger.crypto.Secret;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.engine.MlsPublicKeys;
import dev.claviger.crypto.engine.Signatures;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.AgreementHandle;
import dev.claviger.crypto.key.KeyBinding;
import dev.claviger.crypto.key.KeyDestroyedException;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.SignatureHandle;
import dev.claviger.crypto.key.VaultKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.DestroyFailedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SealedSoftwareVaultTest {
  private static final PassphraseCost CHEAP = new PassphraseCost(64, 1, 1);
  private static final SealingKeys KEYS = passphrase("correct horse");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("keys.sealed");
  }

  private static SealingKeys passphrase(String text) {
    return PassphraseSealingKeys.of(() -> Optional.of(text.toCharArray())).costing(CHEAP);
  }

  private SealedSoftwareVault open() {
    return SealedSoftwareVault.open(file, KEYS);
  }

  @ParameterizedTest
  @EnumSource
  void aSignatureKey_signsAgainAfterTheFileWasClosed(SignatureScheme scheme)
      throws GeneralSecurityException {
    VaultKey made;
    try (SealedSoftwareVault vault = open()) {
      made = vault.generate(KeyPurpose.SIGNATURE, scheme);
    }
    Bytes message = Bytes.utf8("message");
    assertThrows(
        KeyDestroyedException.class, () -> ((SignatureHandle) made.privateKey()).sign(message));
    try (SealedSoftwareVault vault = open()) {
      VaultKey again = vault.find(made.ref()).orElseThrow();
      assertEquals(made.publicKey(), again.publicKey());
      Bytes signature = Signatures.sign(scheme, again.privateKey(), message);
      Signature verifier = Signature.getInstance(scheme.jcaName());
      verifier.initVerify(MlsPublicKeys.toJca(scheme.curve(), made.publicKey()));
      verifier.update(message.toByteArray());
      assertTrue(verifier.verify(signature.toByteArray()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anHpkeKey_agreesAsBefore(KemId kem) {
    VaultKey made;
    Secret before;
    Secret prefix = Secret.zeros(1);
    List<HpkePublicKey> peers;
    try (SealedSoftwareVault vault = open()) {
      made = vault.generate(KeyPurpose.LEAF, kem);
      peers = List.of(((AgreementHandle) made.privateKey()).publicKey());
      before = ((AgreementHandle) made.privateKey()).extract(prefix, peers);
    }
    try (SealedSoftwareVault vault = open()) {
      VaultKey again = vault.find(made.ref()).orElseThrow();
      assertEquals(KeyPurpose.LEAF, again.purpose());
      assertEquals(before, ((AgreementHandle) again.privateKey()).extract(prefix, peers));
    }
  }

  @Test
  void noKeyIsInTheFileInClear_andNobodyElseCanReadIt() throws IOException {
    try (SealedSoftwareVault vault = open()) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      String publicKey = new String(key.publicKey().toByteArray(), StandardCharsets.ISO_8859_1);
      assertFalse(text.contains(publicKey) || text.contains("ED25519"), "sealed, all of it");
    }
    assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(2, files.count(), "the file and its lock, nothing half-written");
    }
  }

  @Test
  void whatWasDestroyed_isGoneFromTheFile() throws DestroyFailedException {
    VaultKey first;
    VaultKey second;
    try (SealedSoftwareVault vault = open()) {
      first = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      second = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      second.privateKey().destroy();
      assertTrue(vault.destroy(first.ref()));
      assertFalse(vault.destroy(first.ref()));
      assertTrue(second.privateKey().isDestroyed());
    }
    try (SealedSoftwareVault vault = open()) {
      assertEquals(List.of(), vault.list());
    }
  }

  @Test
  void bindingsLastAsLongAsTheirKey() {
    KeyBinding binding;
    try (SealedSoftwareVault vault = open()) {
      VaultKey key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      binding =
          new KeyBinding(
              key.ref(), "a", List.of(Bytes.utf8("1"), Bytes.utf8("2")), Optional.empty());
      vault.bindings().orElseThrow().put(binding);
      vault.bindings().orElseThrow().trust("root", Bytes.utf8("3"));
    }
    try (SealedSoftwareVault vault = open()) {
      assertEquals(List.of(binding), vault.bindings().orElseThrow().list());
      assertEquals(Map.of("root", Bytes.utf8("3")), vault.bindings().orElseThrow().trusted());
      vault.destroy(binding.key());
      assertEquals(List.of(), vault.bindings().orElseThrow().list());
      assertThrows(KeyDestroyedException.class, () -> vault.bindings().orElseThrow().put(binding));
    }
  }

  @Test
  void everyChangedByteAndEveryCut_isRefused_andNothingIsWritten() throws IOException {
    try (SealedSoftwareVault vault = open()) {
      vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
    }
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      refused(changed);
    }
    for (int length = 0; length < whole.length; length++) {
      refused(java.util.Arrays.copyOf(whole, length));
    }
    refused(java.util.Arrays.copyOf(whole, whole.length + 1));
    Files.write(file, whole);
    open().close();
  }

  private void refused(byte[] content) throws IOException {
    Files.write(file, content);
    assertThrows(SealingException.class, this::open);
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void anotherPassphrase_isRefused_andTheFileStays() throws IOException {
    open().close();
    byte[] whole = Files.readAllBytes(file);

    SealingException refused =
        assertThrows(
            SealingException.class, () -> SealedSoftwareVault.open(file, passphrase("wrong")));
    assertEquals(SealingException.Reason.NOT_AUTHENTIC, refused.reason());
    assertArrayEquals(whole, Files.readAllBytes(file));
  }

  @Test
  void aFileThatAsksForTooMuch_isRefusedBeforeItGetsAnything() {
    String hundredGigabytes = "argon2id:m=104857600,t=1,p=1,salt=" + "00".repeat(16);
    String manyPasses = "argon2id:m=64,t=999999999,p=1,salt=" + "00".repeat(16);
    String manyLanes = "argon2id:m=1048576,t=1,p=17,salt=" + "00".repeat(16);

    for (String name : List.of(hundredGigabytes, manyPasses, manyLanes, "argon2id:m=64")) {
      SealingException refused = assertThrows(SealingException.class, () -> KEYS.named(name));
      assertEquals(SealingException.Reason.KEY_REFUSED, refused.reason(), name);
    }
  }

  @Test
  void theCostIsInTheFile_andNotTheOpeners() {
    SealedSoftwareVault.open(file, KEYS).close();
    SealingKeys dearer =
        PassphraseSealingKeys.of(() -> Optional.of("correct horse".toCharArray()))
            .costing(new PassphraseCost(128, 2, 2));

    try (SealedSoftwareVault vault = SealedSoftwareVault.open(file, dearer)) {
      assertTrue(vault.sealedUnder().startsWith("argon2id:m=64,t=1,p=1,salt="));
      vault.reseal(dearer);
      assertTrue(vault.sealedUnder().startsWith("argon2id:m=128,t=2,p=2,salt="));
    }
    SealedSoftwareVault.open(file, KEYS).close();
  }

  @Test
  void resealing_putsTheFileUnderAnotherKey_andTheOldOneOpensNothing() {
    VaultKey key;
    SealingKeys next = passphrase("battery staple");
    try (SealedSoftwareVault vault = open()) {
      key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      vault.reseal(next);
    }
    assertThrows(SealingException.class, this::open);
    try (SealedSoftwareVault vault =
        SealedSoftwareVault.open(file, SealingKeys.inOrder(next, KEYS))) {
      assertTrue(vault.find(key.ref()).isPresent());
    }
  }

  @Test
  void oneFile_isOneVaults() {
    try (SealedSoftwareVault vault = open()) {
      SealingException refused = assertThrows(SealingException.class, this::open);
      assertEquals(SealingException.Reason.FILE_FAILED, refused.reason());
      vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
    }
    open().close();
  }

  @Test
  void aKmsKey_sealsByItsUri_andNoOtherUriIsAskedFor() {
    FakeKms kms = new FakeKms();
    SealingKeys keys = KmsSealingKeys.of(kms, "fake-kms://one");
    VaultKey key;
    try (SealedSoftwareVault vault = SealedSoftwareVault.open(file, keys)) {
      key = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      assertEquals("fake-kms://one", vault.sealedUnder());
    }
    SealingException refused =
        assertThrows(
            SealingException.class,
            () -> SealedSoftwareVault.open(file, KmsSealingKeys.of(kms, "fake-kms://two")));
    assertEquals(SealingException.Reason.KEY_UNKNOWN, refused.reason());
    assertEquals(List.of("fake-kms://one"), kms.asked(), "and not for the second");
    try (SealedSoftwareVault vault =
        SealedSoftwareVault.open(
            file, KmsSealingKeys.of(kms, "fake-kms://two", "fake-kms://one"))) {
      assertTrue(vault.find(key.ref()).isPresent());
    }
  }

  @Test
  void aKmsThatFails_leavesVaultAndFileAsTheyWere() throws IOException {
    FakeKms kms = new FakeKms();
    SealingKeys keys = KmsSealingKeys.of(kms, "fake-kms://one");
    try (SealedSoftwareVault vault = SealedSoftwareVault.open(file, keys)) {
      VaultKey kept = vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519);
      byte[] whole = Files.readAllBytes(file);
      kms.fail();

      assertThrows(
          SealingException.class,
          () -> vault.generate(KeyPurpose.SIGNATURE, SignatureScheme.ED25519));
      assertThrows(SealingException.class, () -> vault.destroy(kept.ref()));
      assertEquals(List.of(kept), vault.list());
      assertFalse(kept.privateKey().isDestroyed());
      assertArrayEquals(whole, Files.readAllBytes(file));
    }
  }

  @Test
  void thePassphraseOfAFileThatOthersCanRead_isNotUsed() throws IOException {
    Path phrase = Files.writeString(folder.resolve("phrase"), "secret\n");
    Files.setPosixFilePermissions(phrase, PosixFilePermissions.fromString("rw-r--r--"));

    SealingException refused =
        assertThrows(
            SealingException.class,
            () -> SealedSoftwareVault.open(file, PassphraseSealingKeys.of(phrase)));
    assertEquals(SealingException.Reason.PASSPHRASE_MISSING, refused.reason());
    assertFalse(refused.toString().contains("secret"));
  }
}
