package dev.claviger.hsm;

import static dev.claviger.hsm.Fakes.config;
import static dev.claviger.hsm.Fakes.modules;
import static dev.claviger.hsm.Fakes.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.Curve;
import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.cryptoki.ModuleInfo;
import dev.claviger.hsm.cryptoki.TokenInfo;
import dev.claviger.hsm.session.Modules;
import dev.claviger.hsm.vendor.VendorProfile;
import dev.claviger.hsm.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of vendors' tokens, who is meant by it, and who overrides it. */
class VendorFilesTest {
  @TempDir Path folder;

  static List<String> names() {
    return Vendors.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void file_isUnderstood_andSaysWhoseItIs(String name) {
    Vendors vendors = new Vendors(Optional.of(name), Optional.empty());
    VendorProfile profile = vendors.ofLibrary(Path.of("any.so"));
    assertTrue(profile.names().contains(name));
    assertEquals(Curve.values().length, profile.numbers().generations().size());
    boolean isGeneric = name.equals("generic");
    boolean says =
        Vendors.file(name).statements().keySet().stream().anyMatch(key -> key.startsWith("match."));
    assertEquals(!isGeneric, says);
  }

  @ParameterizedTest
  @CsvSource({
    "libsofthsm2.so, SoftHSM, SoftHSM project, SoftHSM v2, 'generic, softhsm'",
    "libsoftokn3.so, Mozilla Foundation, Mozilla Foundation, NSS 3, 'generic, nss'",
    "p11-kit-client.so, SoftHSM, SoftHSM project, SoftHSM v2, 'generic, softhsm, p11-kit'",
    "libtpm2_pkcs11.so.1, tpm2-software.github.io, IBM, SW   TPM, 'generic, tpm2-pkcs11'",
    "libCryptoki2_64.so, SafeNet, SafeNet, LunaSA 7, 'generic, luna'",
    "libcknfast.so, nCipher Corp. Ltd, nCipher Corp. Ltd, '', 'generic, nshield'",
    "whatever.so, nobody, nobody, nothing, generic",
  })
  void files_areChosenByLibraryMakerAndModel(
      String library, String moduleMaker, String tokenMaker, String model, String expected) {
    VendorProfile profile =
        Vendors.standard()
            .ofToken(
                Path.of("/usr/lib", library),
                new ModuleInfo(moduleMaker, ""),
                new TokenInfo("label", tokenMaker, model, "1", 0, TokenInfo.UNLIMITED));
    assertEquals(List.of(expected.split(", ", -1)), profile.names());
  }

  @Test
  void lunaNumbers_areTriedFirst() {
    VendorProfile luna =
        new Vendors(Optional.of("luna"), Optional.empty()).ofLibrary(Path.of("any.so"));
    assertEquals(0x80000C03L, luna.numbers().eddsa());
    assertEquals(0x80000D01L, luna.numbers().generations().get(Curve.X25519).get(0).mechanism());
  }

  @Test
  void operatorsNumbers_override() throws IOException, GeneralSecurityException {
    // A token that knows P-256 under a number of its own.
    FakeQuirks quirks = FakeQuirks.none().withOnly(Curve.P256, 0x80001040L, "06082a8648ce3d030107");
    try (Pkcs11Vault vault = open(new FakeToken(quirks))) {
      assertInstanceOf(
          VaultSupport.Unsupported.class, vault.supports(KemId.DHKEM_P256_HKDF_SHA256));
    }
    Path own = file("generate.P256 = 0x80001040 oid [untried]");
    try (Pkcs11Vault vault = open(new FakeToken(quirks), config().vendorFile(own))) {
      assertEquals(List.of("generic", own.toString()), vault.vendorFiles());
      Pkcs11VaultTest.use(vault.generate(KeyPurpose.LEAF, KemId.DHKEM_P256_HKDF_SHA256));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecdsa = 0x1041",
        "ecdsa = 0x1041 [believed]",
        "ecdsa = many [tried]",
        "generate.P256 = 0x1040 [tried]",
        "trial = sometimes [tried]",
        "untold = CKA_SENSITIVE [tried]",
        "untold = CKA_EXTRACTABLE [tried]",
        "public.omit = CKA_SIGN [tried]",
        "colour = blue [tried]",
      })
  void operatorsFile_thatIsNotUnderstood_isRefused(String statement) throws IOException {
    Path own = file(statement);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> config().vendorFile(own));
    String key = statement.substring(0, statement.indexOf(' '));
    assertTrue(e.getMessage().contains(key), e.getMessage());
  }

  @Test
  void missingFile_andUnknownVendor_areRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> config().vendorFile(folder.resolve("nowhere")));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> config().vendor("acme"));
    assertTrue(e.getMessage().contains("luna"), e.getMessage());
  }

  @Test
  void databaseOfAModuleThatHasNone_isRefused() {
    assertThrows(
        Pkcs11LibraryException.class, () -> open(new FakeToken(), config().moduleDatabase(folder)));
  }

  @Test
  void databaseOfNss_isWrittenIntoItsParameters() {
    VendorProfile nss = Vendors.standard().ofLibrary(Path.of("/usr/lib/libsoftokn3.so"));
    assertEquals(
        "configdir='sql:/it\\'s/here' certPrefix='' keyPrefix='' secmod='secmod.db' flags=",
        nss.initializeWith("/it's/here").orElseThrow());
  }

  @Test
  void trialKeys_areTokenObjectsWhereTheyMustBe_andAreDestroyed() throws IOException {
    FakeToken token = new FakeToken(FakeQuirks.none().thatLack("sessionKeys"));
    try (Pkcs11Vault vault = open(token)) {
      assertInstanceOf(
          VaultSupport.Unsupported.class, vault.supports(SignatureScheme.ECDSA_SECP256R1_SHA256));
    }
    Path own = file("trial = token [untried]");
    try (Pkcs11Vault vault = open(token, config().vendorFile(own))) {
      assertInstanceOf(
          VaultSupport.Supported.class, vault.supports(SignatureScheme.ECDSA_SECP256R1_SHA256));
      assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(SignatureScheme.ED448));
      assertEquals(0, token.objectCount());
    }
  }

  @Test
  void probeResults_outliveTheVault_untilProbedAgain() {
    FakeToken token = new FakeToken();
    Modules modules = modules(token);
    try (Pkcs11Vault vault = open(modules, config())) {
      vault.supports(KemId.DHKEM_P256_HKDF_SHA256);
    }
    token.faults.forgetCounts();
    try (Pkcs11Vault vault = open(modules, config())) {
      vault.supports(KemId.DHKEM_P256_HKDF_SHA256);
      assertEquals(0, token.faults.count("C_GenerateKeyPair"));
      vault.probeAgain();
      vault.supports(KemId.DHKEM_P256_HKDF_SHA256);
      assertEquals(1, token.faults.count("C_GenerateKeyPair"));
      assertFalse(vault.list().stream().findAny().isPresent());
    }
  }

  private Path file(String statement) throws IOException {
    return Files.writeString(folder.resolve("own.properties"), statement + "\n");
  }
}
