package dev.claviger.hsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.claviger.crypto.SignatureScheme;
import dev.claviger.crypto.hpke.KemId;
import dev.claviger.crypto.key.KeyAttestation;
import dev.claviger.crypto.key.KeyPurpose;
import dev.claviger.crypto.key.UnsupportedKeyException;
import dev.claviger.crypto.key.VaultKey;
import dev.claviger.crypto.key.VaultSupport;
import dev.claviger.hsm.cryptoki.Cryptoki;
import dev.claviger.hsm.cryptoki.JnaCryptoki;
import dev.claviger.hsm.scratch.ScratchTpm;
import dev.claviger.hsm.session.Modules;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** tpm2-pkcs11 on a TPM 2.0: signatures with the NIST curves but P-521, and nothing else. */
class TpmTest {
  private static final String TOKEN = "mls";
  private static final String LOCKED_TOKEN = "never opened";
  private static Optional<ScratchTpm> tpm = Optional.empty();

  @BeforeAll
  static void startTpm() {
    ScratchTpm.missing().ifPresent(NotRun::because);
    ScratchTpm made = ScratchTpm.create(TOKEN, LOCKED_TOKEN);
    Runtime.getRuntime().addShutdownHook(new Thread(made::close));
    tpm = Optional.of(made);
  }

  @ParameterizedTest
  @EnumSource(names = {"ECDSA_SECP256R1_SHA256", "ECDSA_SECP384R1_SHA384"})
  void signatureKeys_areMade_used_foundAgain_andDestroyed(SignatureScheme scheme)
      throws GeneralSecurityException {
    VaultKey key;
    try (Pkcs11Vault vault = open()) {
      assertInstanceOf(VaultSupport.Supported.class, vault.supports(scheme));
      key = vault.generate(KeyPurpose.SIGNATURE, scheme);
      Pkcs11VaultTest.use(key);
      KeyAttestation attestation = vault.attest(key.ref());
      assertTrue(attestation.sensitive());
      assertTrue(attestation.neverExtractable());
      assertTrue(attestation.local());
      assertEquals(List.of(), attestation.remarks());
    }
    try (Pkcs11Vault vault = open()) {
      VaultKey found = vault.find(key.ref()).orElseThrow();
      assertEquals(key.publicKey(), found.publicKey());
      Pkcs11VaultTest.use(found);
      assertTrue(vault.destroy(key.ref()));
      assertFalse(vault.destroy(key.ref()));
      assertEquals(Optional.empty(), vault.find(key.ref()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void hpkeKeys_areRefused_byTokenAndMechanism(KemId kem) {
    try (Pkcs11Vault vault = open()) {
      String reason =
          assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(kem)).reason();
      assertTrue(reason.contains("\"" + TOKEN + "\""), reason);
      assertTrue(reason.contains("CKM_ECDH1_DERIVE"), reason);
      UnsupportedKeyException e =
          assertThrows(UnsupportedKeyException.class, () -> vault.generate(KeyPurpose.LEAF, kem));
      assertEquals(reason, e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ECDSA_SECP521R1_SHA512", "ED25519", "ED448"})
  void otherSignatureKeys_areRefused(SignatureScheme scheme) {
    try (Pkcs11Vault vault = open()) {
      String reason =
          assertInstanceOf(VaultSupport.Unsupported.class, vault.supports(scheme)).reason();
      assertTrue(reason.contains("\"" + TOKEN + "\""), reason);
    }
  }

  @Test
  void moreKeysThanATpmHasRoomFor_allSign_inSeveralThreads() throws Exception {
    SignatureScheme scheme = SignatureScheme.ECDSA_SECP256R1_SHA256;
    try (Pkcs11Vault vault = open()) {
      List<VaultKey> keys = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        keys.add(vault.generate(KeyPurpose.SIGNATURE, scheme));
      }
      List<Callable<Void>> uses = new ArrayList<>();
      for (VaultKey key : keys) {
        uses.add(
            () -> {
              for (int i = 0; i < 5; i++) {
                Pkcs11VaultTest.use(key);
              }
              return null;
            });
      }
      ExecutorService pool = Executors.newFixedThreadPool(3);
      try {
        for (Future<Void> done : pool.invokeAll(uses)) {
          done.get();
        }
      } finally {
        pool.shutdownNow();
      }
      for (VaultKey key : keys) {
        assertEquals(5, vault.attest(key.ref()).operations());
        assertTrue(vault.destroy(key.ref()));
      }
    }
  }

  @Test
  void vendorFile_isChosen() {
    try (Pkcs11Vault vault = open()) {
      assertEquals(List.of("generic", "tpm2-pkcs11"), vault.vendorFiles());
    }
  }

  /** One that counts would lock the whole TPM before long. */
  @Test
  void wrongPin_isTriedOnce() {
    AtomicInteger logins = new AtomicInteger();
    Modules counting =
        new Modules(
            spec -> counting(JnaCryptoki.load(spec.library(), spec.functionList()), logins));
    Pkcs11Config config =
        tpm.orElseThrow().config(LOCKED_TOKEN).pin(PinSource.of("wrong-9876"::toCharArray)).build();
    PinException e = assertThrows(PinException.class, () -> Pkcs11Vault.open(config, counting));
    assertEquals(PinException.Reason.INCORRECT, e.reason());
    assertEquals(1, logins.get());
  }

  private static Cryptoki counting(Cryptoki real, AtomicInteger logins) {
    return TypedErrorsTest.countingLogins(real, logins);
  }

  private static Pkcs11Vault open() {
    return Pkcs11Vault.open(tpm.orElseThrow().config(TOKEN).build());
  }
}
